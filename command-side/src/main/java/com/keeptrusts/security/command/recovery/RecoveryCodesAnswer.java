package com.keeptrusts.security.command.recovery;

import com.keeptrusts.security.event.SubjectRevision;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Recovery codes, shown once. Absent if what was done issued none: the user has a set already. */
public record RecoveryCodesAnswer(@Nullable List<String> recoveryCodes, SubjectRevision revision) {

  /** Says nothing of the codes. */
  @Override
  public String toString() {
    return "recovery codes";
  }
}
