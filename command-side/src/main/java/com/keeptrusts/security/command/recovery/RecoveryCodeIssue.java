package com.keeptrusts.security.command.recovery;

import com.keeptrusts.security.command.authority.Caller;
import com.keeptrusts.security.command.bus.Requests;
import com.keeptrusts.security.command.lookup.Account;
import com.keeptrusts.security.command.lookup.Accounts;
import com.keeptrusts.security.command.user.RegenerateRecoveryCodes;
import com.keeptrusts.security.command.vault.SecretName;
import com.keeptrusts.security.command.vault.Vault;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.RecoveryCodeSetId;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.event.SubjectRevision;
import com.keeptrusts.security.event.UserId;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/**
 * Makes a set of recovery codes, writes its hashes ahead to the vault, and shows it if the command
 * that names it put it in force (rules RC-1, RC-4).
 */
@Component
public final class RecoveryCodeIssue {

  private final RecoveryCodes recoveryCodes;
  private final Vault vault;
  private final Accounts accounts;
  private final Requests requests;

  public RecoveryCodeIssue(
      RecoveryCodes recoveryCodes, Vault vault, Accounts accounts, Requests requests) {
    this.recoveryCodes = recoveryCodes;
    this.vault = vault;
    this.accounts = accounts;
    this.requests = requests;
  }

  /** Replaces every code of the user (rule RC-3). */
  public RecoveryCodesAnswer regenerate(UserId user, Caller caller) {
    RecoveryCodeSetId set = RecoveryCodeSetId.of(UUID.randomUUID().toString());
    RegenerateRecoveryCodes command = new RegenerateRecoveryCodes(user, set, RecoveryCodes.COUNT);
    return requests
        .answeredBefore(command, caller, RecoveryCodesAnswer.class)
        .orElseGet(() -> regenerate(command, caller));
  }

  private RecoveryCodesAnswer regenerate(RegenerateRecoveryCodes command, Caller caller) {
    UserId user = command.userId();
    requireMfa(user);
    try (NewRecoveryCodes codes = recoveryCodes.next()) {
      vault.write(SecretName.of(command.set(), user), codes.hashes());
      return requests.send(
          command,
          caller,
          RecoveryCodesAnswer.class,
          revision -> new RecoveryCodesAnswer(codes.codes(), null, revision));
    }
  }

  /** Early, as above; that MFA is still on is decided by the account. */
  private void requireMfa(UserId user) {
    if (accounts.of(user).filter(Account::hasMfaMethod).isEmpty()) {
      throw new Rejected(
          Reason.MFA_NOT_ENABLED, "The account has neither an authenticator app nor a passkey");
    }
  }

  /** Runs the command with the name of a new set. */
  public RecoveryCodesAnswer issue(
      UserId user, Function<RecoveryCodeSetId, SubjectRevision> command) {
    RecoveryCodeSetId set = RecoveryCodeSetId.of(UUID.randomUUID().toString());
    try (NewRecoveryCodes codes = recoveryCodes.next()) {
      vault.write(SecretName.of(set, user), codes.hashes());
      SubjectRevision revision = command.apply(set);
      boolean inForce =
          accounts.of(user).filter(account -> set.equals(account.recoveryCodes())).isPresent();
      return new RecoveryCodesAnswer(inForce ? codes.codes() : null, null, revision);
    }
  }
}
