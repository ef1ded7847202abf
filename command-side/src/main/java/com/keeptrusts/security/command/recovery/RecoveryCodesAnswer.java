package com.keeptrusts.security.command.recovery;

import com.keeptrusts.security.command.bus.Answer;
import com.keeptrusts.security.event.SubjectRevision;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Recovery codes, shown once: a repeat of the request gets {@code alreadyShown} instead. Neither is
 * there if what was done issued none: the user has a set already.
 */
public record RecoveryCodesAnswer(
    @Nullable List<String> recoveryCodes, @Nullable Boolean alreadyShown, SubjectRevision revision)
    implements Answer<RecoveryCodesAnswer> {

  @Override
  public RecoveryCodesAnswer forRepeats() {
    return new RecoveryCodesAnswer(null, true, revision);
  }

  /** Says nothing of the codes. */
  @Override
  public String toString() {
    return "recovery codes";
  }
}
