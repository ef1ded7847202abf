package com.keeptrusts.security.command.vault;

import com.keeptrusts.security.event.PasswordRevision;
import com.keeptrusts.security.event.RecoveryCodeSetId;
import com.keeptrusts.security.event.TotpRevision;
import com.keeptrusts.security.event.UserId;
import java.nio.charset.StandardCharsets;

/**
 * Which secret of whom. All of it is sealed together with the secret, so a row that was moved to
 * another user, kind or revision cannot be opened.
 */
public record SecretName(String revision, SecretKind kind, UserId user) {

  public static SecretName of(PasswordRevision revision, UserId user) {
    return new SecretName(revision.value(), SecretKind.PASSWORD, user);
  }

  public static SecretName of(TotpRevision revision, UserId user) {
    return new SecretName(revision.value(), SecretKind.TOTP, user);
  }

  public static SecretName of(RecoveryCodeSetId set, UserId user) {
    return new SecretName(set.value(), SecretKind.RECOVERY_CODES, user);
  }

  byte[] rowIdentity() {
    return (revision + '|' + kind.storedName() + '|' + user).getBytes(StandardCharsets.UTF_8);
  }
}
