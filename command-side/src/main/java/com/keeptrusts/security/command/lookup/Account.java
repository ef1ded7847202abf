package com.keeptrusts.security.command.lookup;

import com.keeptrusts.security.command.attempt.SubjectHash;
import com.keeptrusts.security.event.DisplayName;
import com.keeptrusts.security.event.EmailAddress;
import com.keeptrusts.security.event.PasswordRevision;
import com.keeptrusts.security.event.Personal;
import com.keeptrusts.security.event.RecoveryCodeSetId;
import com.keeptrusts.security.event.TotpRevision;
import org.jspecify.annotations.Nullable;

/**
 * What a ceremony has to know of an account before it verifies anything: which secrets are in
 * force, and how to write to the person. Whatever is verified against it is held against the
 * aggregate again (rule SIGN-8). {@code passwordTemporary}: it is only good to choose another;
 * {@code passwordExpired}: and its time is over.
 */
public record Account(
    SubjectHash emailHash,
    Personal<EmailAddress> email,
    Personal<DisplayName> displayName,
    @Nullable PasswordRevision password,
    boolean passwordTemporary,
    boolean passwordExpired,
    @Nullable TotpRevision totp,
    @Nullable RecoveryCodeSetId recoveryCodes,
    int recoveryCodesLeft,
    boolean hasPasskeys) {

  /** Whether a sign-in takes several factors. */
  public boolean hasMfaMethod() {
    return totp != null || hasPasskeys;
  }
}
