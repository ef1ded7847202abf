package com.keeptrusts.security.command.signin;

import com.keeptrusts.security.command.attempt.Admission;
import com.keeptrusts.security.command.attempt.Guess;
import com.keeptrusts.security.command.attempt.GuessedFrom;
import com.keeptrusts.security.command.attempt.SubjectHashes;
import com.keeptrusts.security.command.recovery.RecoveryCodes;
import com.keeptrusts.security.command.totp.TotpCodes;
import com.keeptrusts.security.command.totp.TotpVerdict;
import com.keeptrusts.security.command.user.RecoveryCodeProof;
import com.keeptrusts.security.command.user.SecondFactorProof;
import com.keeptrusts.security.command.user.TotpProof;
import com.keeptrusts.security.command.vault.Secret;
import com.keeptrusts.security.command.vault.SecretName;
import com.keeptrusts.security.command.vault.Vault;
import com.keeptrusts.security.event.Authenticator;
import com.keeptrusts.security.event.Deferred;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.RecoveryCodeSetId;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.event.SignInRefusal;
import com.keeptrusts.security.event.TotpRevision;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.log.DatabaseClock;
import com.keeptrusts.security.web.DoorCaller;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Verifies a code of the authenticator app, or a recovery code. That a code works once is decided
 * by the aggregate; so a guess is settled only by the command that the proof was for.
 */
@Component
public final class SecondFactorCheck {

  /** A code that fits, not yet used up. */
  public record Proved<P extends SecondFactorProof>(
      P proof, Guess guess, Admission.Counted admission) {}

  private final Guesses guesses;
  private final SubjectHashes hashes;
  private final Vault vault;
  private final TotpCodes totpCodes;
  private final RecoveryCodes recoveryCodes;
  private final DatabaseClock clock;

  public SecondFactorCheck(
      Guesses guesses,
      SubjectHashes hashes,
      Vault vault,
      TotpCodes totpCodes,
      RecoveryCodes recoveryCodes,
      DatabaseClock clock) {
    this.guesses = guesses;
    this.hashes = hashes;
    this.vault = vault;
    this.totpCodes = totpCodes;
    this.recoveryCodes = recoveryCodes;
    this.clock = clock;
  }

  /**
   * Verifies a code of the app.
   *
   * @param inForce null if the user has no app
   */
  public Proved<TotpProof> requireTotp(
      DoorCaller door,
      UserId user,
      GuessedFrom from,
      @Nullable TotpRevision inForce,
      String typed) {
    Guess guess = new Guess(Authenticator.TOTP, hashes.of(user), from, user);
    Admission.Counted admission = guesses.admit(door, guess);
    if (inForce != null
        && admission instanceof Admission.Admitted
        && verdict(user, inForce, typed) instanceof TotpVerdict.Accepted accepted) {
      return new Proved<>(new TotpProof(inForce, accepted.step()), guess, admission);
    }
    throw refused(door, guess, admission, SignInRefusal.WRONG_CODE);
  }

  /**
   * Verifies a recovery code.
   *
   * @param inForce null if the user has none
   */
  public Proved<RecoveryCodeProof> requireRecoveryCode(
      DoorCaller door,
      UserId user,
      GuessedFrom from,
      @Nullable RecoveryCodeSetId inForce,
      String typed) {
    Guess guess = new Guess(Authenticator.RECOVERY_CODE, hashes.of(user), from, user);
    Admission.Counted admission = guesses.admit(door, guess);
    OptionalInt place =
        guesses.verifying(
            guess,
            admission,
            () -> place(user, admission instanceof Admission.Admitted ? inForce : null, typed));
    if (inForce == null || place.isEmpty()) {
      throw refused(door, guess, admission, SignInRefusal.WRONG_RECOVERY_CODE);
    }
    return new Proved<>(new RecoveryCodeProof(inForce, place.getAsInt()), guess, admission);
  }

  /**
   * Runs the command that uses the code up; a code that was used before was a wrong guess, and one
   * whose command had no turn is as good as before.
   */
  public <T> T settle(DoorCaller door, Proved<?> proved, Supplier<T> command) {
    try {
      T answer = command.get();
      guesses.right(proved.guess());
      return answer;
    } catch (Deferred later) {
      guesses.rightButDeferred(proved.guess(), proved.admission(), later);
      throw later;
    } catch (Rejected refused) {
      if (refused.reason() == Reason.WRONG_CODE) {
        guesses.wrong(door, proved.guess(), proved.admission(), SignInRefusal.CODE_ALREADY_USED);
      }
      throw refused;
    }
  }

  private Rejected refused(DoorCaller door, Guess guess, Admission admission, SignInRefusal wrong) {
    boolean disabled = admission instanceof Admission.Exhausted;
    guesses.wrong(door, guess, admission, disabled ? SignInRefusal.SECOND_FACTOR_DISABLED : wrong);
    return new Rejected(Reason.WRONG_CODE, "This code is not right: wait for the next one");
  }

  private TotpVerdict verdict(UserId user, TotpRevision revision, String typed) {
    try (Secret secret = vault.read(SecretName.of(revision, user)).orElse(null)) {
      return secret == null ? new TotpVerdict.Wrong() : totpCodes.check(secret, typed, clock.now());
    }
  }

  private OptionalInt place(UserId user, @Nullable RecoveryCodeSetId set, String typed) {
    if (set == null) {
      return recoveryCodes.findInDecoy(typed);
    }
    try (Secret secret = vault.read(SecretName.of(set, user)).orElse(null)) {
      return secret == null ? recoveryCodes.findInDecoy(typed) : recoveryCodes.find(secret, typed);
    }
  }
}
