package com.keeptrusts.security.command.signin;

import com.keeptrusts.security.command.attempt.Admission;
import com.keeptrusts.security.command.attempt.Devices;
import com.keeptrusts.security.command.attempt.Guess;
import com.keeptrusts.security.command.attempt.GuessedFrom;
import com.keeptrusts.security.command.attempt.SignInInProgress;
import com.keeptrusts.security.command.attempt.SignInsInProgress;
import com.keeptrusts.security.command.attempt.SubjectHashes;
import com.keeptrusts.security.command.bus.Commands;
import com.keeptrusts.security.command.door.Callers;
import com.keeptrusts.security.command.lookup.Account;
import com.keeptrusts.security.command.lookup.Accounts;
import com.keeptrusts.security.command.password.Password;
import com.keeptrusts.security.command.user.RecoveryCodeProof;
import com.keeptrusts.security.command.user.SecondFactorProof;
import com.keeptrusts.security.command.user.StartSession;
import com.keeptrusts.security.command.user.TotpProof;
import com.keeptrusts.security.event.Authenticator;
import com.keeptrusts.security.event.EmailAddress;
import com.keeptrusts.security.event.Factor;
import com.keeptrusts.security.event.PasswordRevision;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.event.Sha256;
import com.keeptrusts.security.event.SignInRefusal;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.web.DoorCaller;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Signing in with e-mail and password and, if the user has MFA, a second factor (rules SIGN-1,
 * SIGN-4 to SIGN-8). Each step is counted, then verified, then decided by the aggregate.
 */
@Component
public final class SignIn {

  private static final UserId NOBODY = UserId.of("00000000-0000-0000-0000-000000000000");

  /**
   * What may change while a sign-in is under way; a used code is a wrong guess and no such thing.
   */
  private static final Map<Reason, SignInRefusal> TOO_LATE =
      Map.of(
          Reason.SIGN_IN_FAILED, SignInRefusal.TEMPORARY_PASSWORD_EXPIRED,
          Reason.SIGN_IN_NOT_OPEN, SignInRefusal.SIGN_IN_NOT_OPEN,
          Reason.CREDENTIAL_CHANGED, SignInRefusal.CREDENTIAL_CHANGED);

  private final Accounts accounts;
  private final SubjectHashes hashes;
  private final Devices devices;
  private final SignInsInProgress signIns;
  private final Guesses guesses;
  private final PasswordCheck passwordCheck;
  private final SecondFactorCheck secondFactorCheck;
  private final Commands commands;
  private final Callers callers;
  private final Sessions sessions;
  private final SessionSettings settings;

  public SignIn(
      Accounts accounts,
      SubjectHashes hashes,
      Devices devices,
      SignInsInProgress signIns,
      Guesses guesses,
      PasswordCheck passwordCheck,
      SecondFactorCheck secondFactorCheck,
      Commands commands,
      Callers callers,
      Sessions sessions,
      SessionSettings settings) {
    this.accounts = accounts;
    this.hashes = hashes;
    this.devices = devices;
    this.signIns = signIns;
    this.guesses = guesses;
    this.passwordCheck = passwordCheck;
    this.secondFactorCheck = secondFactorCheck;
    this.commands = commands;
    this.callers = callers;
    this.sessions = sessions;
    this.settings = settings;
  }

  /** The first step. The row that the last one needs is there before anything is verified. */
  public SignInAnswer withPassword(
      DoorCaller door, EmailAddress email, Password typed, @Nullable String deviceToken) {
    UserId user = accounts.find(email).orElse(null);
    Sha256 device = devices.recognise(user, deviceToken).orElse(null);
    Guess guess =
        new Guess(Authenticator.PASSWORD, hashes.of(email), GuessedFrom.device(device), user);
    Admission admission = guesses.admit(door, guess);
    String signIn = signIns.open(user, device);
    Optional<Account> account = accounts.of(user == null ? NOBODY : user);
    PasswordRevision verified =
        passwordCheck.require(door, guess, admission, account.orElse(null), typed);
    if (user == null || account.isEmpty()) {
      throw new IllegalStateException("A password of nobody was verified");
    }
    if (account.get().totp() == null) {
      return start(door, user, Sha256.ofToken(signIn), verified, null, device);
    }
    if (!signIns.passwordVerified(Sha256.ofToken(signIn), verified)) {
      guesses.tooLate(door, user, Factor.PASSWORD, SignInRefusal.SIGN_IN_NOT_OPEN);
      throw notOpen();
    }
    return SignInAnswer.secondFactorRequired(signIn);
  }

  /** The last step, with a code of the authenticator app. */
  public SignInAnswer withTotp(DoorCaller door, String signIn, String code) {
    Step step = open(signIn);
    SecondFactorCheck.Proved<TotpProof> proved =
        secondFactorCheck.requireTotp(
            door, step.user(), GuessedFrom.device(step.device()), step.account().totp(), code);
    return finish(door, step, proved);
  }

  /** The last step, with a recovery code. */
  public SignInAnswer withRecoveryCode(DoorCaller door, String signIn, String code) {
    Step step = open(signIn);
    SecondFactorCheck.Proved<RecoveryCodeProof> proved =
        secondFactorCheck.requireRecoveryCode(
            door,
            step.user(),
            GuessedFrom.device(step.device()),
            step.account().recoveryCodes(),
            code);
    return finish(door, step, proved)
        .afterRecoveryCode(accounts.of(step.user()).map(Account::recoveryCodesLeft).orElse(0));
  }

  /** A sign-in whose password was verified. */
  private record Step(
      Sha256 signIn,
      UserId user,
      PasswordRevision verified,
      @Nullable Sha256 device,
      Account account) {}

  private Step open(String token) {
    Sha256 signIn = Sha256.ofToken(token);
    SignInInProgress progress = signIns.find(signIn).orElseThrow(SignIn::notOpen);
    UserId user = progress.user();
    PasswordRevision verified = progress.password();
    if (user == null || verified == null) {
      throw notOpen();
    }
    Account account = accounts.of(user).orElseThrow(SignIn::notOpen);
    return new Step(signIn, user, verified, progress.device(), account);
  }

  private SignInAnswer finish(DoorCaller door, Step step, SecondFactorCheck.Proved<?> proved) {
    return secondFactorCheck.settle(
        door,
        proved,
        () ->
            start(
                door, step.user(), step.signIn(), step.verified(), proved.proof(), step.device()));
  }

  private SignInAnswer start(
      DoorCaller door,
      UserId user,
      Sha256 signIn,
      PasswordRevision verified,
      @Nullable SecondFactorProof second,
      @Nullable Sha256 device) {
    NewSession session = NewSession.random();
    send(
        door,
        new StartSession(
            user,
            signIn,
            session.id(),
            session.tokenHash(),
            verified,
            second,
            settings.lifetime(),
            settings.idleTimeout(),
            device == null));
    return SignInAnswer.complete(sessions.answer(door, session), remember(user, session, device));
  }

  private void send(DoorCaller door, StartSession start) {
    try {
      commands.send(start, callers.signingIn(door, start.userId()));
    } catch (Rejected refused) {
      SignInRefusal tooLate = TOO_LATE.get(refused.reason());
      if (tooLate != null) {
        SecondFactorProof second = start.second();
        Factor last = second == null ? Factor.PASSWORD : second.factor();
        guesses.tooLate(door, start.userId(), last, tooLate);
      }
      throw refused;
    }
  }

  private @Nullable String remember(UserId user, NewSession session, @Nullable Sha256 device) {
    if (device == null) {
      return devices.remember(user, () -> sessions.isLive(session)).orElse(null);
    }
    devices.used(device);
    return null;
  }

  private static Rejected notOpen() {
    return new Rejected(
        Reason.SIGN_IN_NOT_OPEN, "This sign-in is finished, too old, or was ended: start again");
  }
}
