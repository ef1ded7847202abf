package com.keeptrusts.security.command.signin;

import com.keeptrusts.security.command.attempt.Admission;
import com.keeptrusts.security.command.attempt.Devices;
import com.keeptrusts.security.command.attempt.Guess;
import com.keeptrusts.security.command.attempt.GuessedFrom;
import com.keeptrusts.security.command.attempt.SignInInProgress;
import com.keeptrusts.security.command.attempt.SignInsInProgress;
import com.keeptrusts.security.command.attempt.SubjectHashes;
import com.keeptrusts.security.command.lookup.Account;
import com.keeptrusts.security.command.lookup.Accounts;
import com.keeptrusts.security.command.passkey.AuthenticationResponse;
import com.keeptrusts.security.command.passkey.Occasion;
import com.keeptrusts.security.command.passkey.PasskeyOptions;
import com.keeptrusts.security.command.passkey.RequestOptions;
import com.keeptrusts.security.command.password.Password;
import com.keeptrusts.security.command.user.FirstFactorProof;
import com.keeptrusts.security.command.user.PasskeyProof;
import com.keeptrusts.security.command.user.PasswordProof;
import com.keeptrusts.security.command.user.RecoveryCodeProof;
import com.keeptrusts.security.command.user.SsoProof;
import com.keeptrusts.security.command.user.TotpProof;
import com.keeptrusts.security.event.Authenticator;
import com.keeptrusts.security.event.EmailAddress;
import com.keeptrusts.security.event.Factor;
import com.keeptrusts.security.event.PasswordRevision;
import com.keeptrusts.security.event.ProviderAuthentication;
import com.keeptrusts.security.event.Sha256;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.web.DoorCaller;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Signing in with e-mail and password and, if the user has MFA, a second factor, which comes after
 * SSO too (rules SIGN-1, SIGN-4 to SIGN-8). Each step is counted, then verified, then decided by
 * the aggregate.
 */
@Component
public final class SignIn {

  private static final UserId NOBODY = UserId.of("00000000-0000-0000-0000-000000000000");

  private final Accounts accounts;
  private final SubjectHashes hashes;
  private final Devices devices;
  private final SignInsInProgress signIns;
  private final Guesses guesses;
  private final PasswordCheck passwordCheck;
  private final SecondFactorCheck secondFactorCheck;
  private final PasskeyOptions passkeyOptions;
  private final PasskeyCheck passkeyCheck;
  private final SignInEnd end;

  public SignIn(
      Accounts accounts,
      SubjectHashes hashes,
      Devices devices,
      SignInsInProgress signIns,
      Guesses guesses,
      PasswordCheck passwordCheck,
      SecondFactorCheck secondFactorCheck,
      PasskeyOptions passkeyOptions,
      PasskeyCheck passkeyCheck,
      SignInEnd end) {
    this.accounts = accounts;
    this.hashes = hashes;
    this.devices = devices;
    this.signIns = signIns;
    this.guesses = guesses;
    this.passwordCheck = passwordCheck;
    this.secondFactorCheck = secondFactorCheck;
    this.passkeyOptions = passkeyOptions;
    this.passkeyCheck = passkeyCheck;
    this.end = end;
  }

  /** The first step. The row that the last one needs is there before anything is verified. */
  public SignInAnswer withPassword(
      DoorCaller door, EmailAddress email, Password typed, @Nullable String deviceToken) {
    UserId user = accounts.find(email).orElse(null);
    Sha256 device = devices.recognise(user, deviceToken).orElse(null);
    Guess guess =
        new Guess(Authenticator.PASSWORD, hashes.of(email), GuessedFrom.device(device), user);
    Admission.Counted admission = guesses.admit(door, guess);
    String signIn = signIns.open(user, device);
    Optional<Account> account = accounts.of(user == null ? NOBODY : user);
    PasswordRevision verified =
        passwordCheck.require(door, guess, admission, account.orElse(null), typed);
    if (user == null || account.isEmpty()) {
      throw new IllegalStateException("A password of nobody was verified");
    }
    if (!account.get().hasMfaMethod()) {
      return end.start(
          door, user, Sha256.ofToken(signIn), new PasswordProof(verified), null, device);
    }
    if (!signIns.passwordVerified(Sha256.ofToken(signIn), verified)) {
      throw end.endedMeanwhile(door, user, Factor.PASSWORD);
    }
    return SignInAnswer.secondFactorRequired(signIn, account.get());
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

  /** What a browser is asked for the last step with a passkey. */
  public RequestOptions passkeyOptions(String signIn) {
    Step step = open(signIn);
    return passkeyOptions.ofUser(step.user(), Occasion.secondFactor(step.signIn()));
  }

  /** The last step, with a passkey. */
  public SignInAnswer withPasskey(DoorCaller door, String signIn, AuthenticationResponse response) {
    Step step = open(signIn);
    PasskeyProof proof =
        passkeyCheck.require(door, step.user(), Occasion.secondFactor(step.signIn()), response);
    return passkeyCheck.settle(
        door,
        step.user(),
        () -> end.start(door, step.user(), step.signIn(), step.first(), proof, step.device()));
  }

  /** A sign-in whose first factor was verified. */
  private record Step(
      Sha256 signIn,
      UserId user,
      FirstFactorProof first,
      @Nullable Sha256 device,
      Account account) {}

  private Step open(String token) {
    Sha256 signIn = Sha256.ofToken(token);
    SignInInProgress progress = signIns.find(signIn).orElseThrow(SignInEnd::notOpen);
    UserId user = progress.user();
    FirstFactorProof first = first(progress);
    if (user == null || first == null) {
      throw SignInEnd.notOpen();
    }
    Account account = accounts.of(user).orElseThrow(SignInEnd::notOpen);
    return new Step(signIn, user, first, progress.device(), account);
  }

  private static @Nullable FirstFactorProof first(SignInInProgress progress) {
    ProviderAuthentication sso = progress.sso();
    if (sso != null) {
      return new SsoProof(sso);
    }
    PasswordRevision verified = progress.password();
    return verified == null ? null : new PasswordProof(verified);
  }

  private SignInAnswer finish(DoorCaller door, Step step, SecondFactorCheck.Proved<?> proved) {
    return secondFactorCheck.settle(
        door,
        proved,
        () ->
            end.start(
                door, step.user(), step.signIn(), step.first(), proved.proof(), step.device()));
  }
}
