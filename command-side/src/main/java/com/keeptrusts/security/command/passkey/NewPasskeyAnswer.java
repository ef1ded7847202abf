package com.keeptrusts.security.command.passkey;

import com.keeptrusts.security.event.PasskeyId;
import com.keeptrusts.security.event.SubjectRevision;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A passkey that signs in from now on, as it is called. {@code recoveryCodes}: shown once, with the
 * first MFA method (rule RC-4).
 */
public record NewPasskeyAnswer(
    PasskeyId passkey,
    String name,
    @Nullable List<String> recoveryCodes,
    SubjectRevision revision) {

  /** Says nothing of the codes. */
  @Override
  public String toString() {
    return "passkey " + passkey;
  }
}
