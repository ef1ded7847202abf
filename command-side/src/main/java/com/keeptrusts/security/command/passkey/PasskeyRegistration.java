package com.keeptrusts.security.command.passkey;

import com.keeptrusts.security.command.bus.Commands;
import com.keeptrusts.security.command.bus.Requests;
import com.keeptrusts.security.command.door.ActingUser;
import com.keeptrusts.security.command.recovery.RecoveryCodeIssue;
import com.keeptrusts.security.command.recovery.RecoveryCodes;
import com.keeptrusts.security.command.recovery.RecoveryCodesAnswer;
import com.keeptrusts.security.command.user.RegisterPasskey;
import com.keeptrusts.security.command.user.RenamePasskey;
import com.keeptrusts.security.event.PasskeyCredential;
import com.keeptrusts.security.event.PasskeyId;
import com.keeptrusts.security.event.PasskeyName;
import com.keeptrusts.security.event.Personal;
import com.keeptrusts.security.event.PersonalOwner;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.event.SubjectRevision;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.log.PersonalData;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A signed-in user's new passkey: asked for, then verified, then named (rules PK-1 to PK-3). */
@Component
final class PasskeyRegistration {

  private final PasskeyOptions options;
  private final Challenges challenges;
  private final RegistrationCeremony ceremony;
  private final RecoveryCodeIssue recoveryCodeIssue;
  private final PersonalData personal;
  private final Commands commands;
  private final Requests requests;

  PasskeyRegistration(
      PasskeyOptions options,
      Challenges challenges,
      RegistrationCeremony ceremony,
      RecoveryCodeIssue recoveryCodeIssue,
      PersonalData personal,
      Commands commands,
      Requests requests) {
    this.options = options;
    this.challenges = challenges;
    this.ceremony = ceremony;
    this.recoveryCodeIssue = recoveryCodeIssue;
    this.personal = personal;
    this.commands = commands;
    this.requests = requests;
  }

  /** Who would be refused anyway is told before the authenticator is touched. */
  CreationOptions options(ActingUser acting, @Nullable Hint hint) {
    requests.requireAllowed(RegisterPasskey.class, acting.user(), acting.caller());
    return options.creation(acting.user(), Occasion.registration(acting.session()), hint);
  }

  NewPasskeyAnswer register(
      ActingUser acting, RegistrationResponse response, @Nullable PasskeyName name) {
    UserId user = acting.user();
    PasskeyCredential credential = verified(acting, response);
    PasskeyId passkey = PasskeyId.of(UUID.randomUUID().toString());
    PasskeyName shown =
        name == null ? new PasskeyName(Authenticators.name(credential.aaguid())) : name;
    Personal<PasskeyName> sealed = personal.seal(PersonalOwner.of(user), shown);
    RecoveryCodesAnswer answer =
        recoveryCodeIssue.issue(
            user,
            set ->
                commands.send(
                    new RegisterPasskey(
                        user,
                        passkey,
                        credential,
                        sealed,
                        acting.session(),
                        set,
                        RecoveryCodes.COUNT),
                    acting.caller()));
    return new NewPasskeyAnswer(passkey, shown.text(), answer.recoveryCodes(), answer.revision());
  }

  SubjectRevision rename(ActingUser acting, PasskeyId passkey, PasskeyName name) {
    Personal<PasskeyName> sealed = personal.seal(PersonalOwner.of(acting.user()), name);
    return commands.send(new RenamePasskey(acting.user(), passkey, sealed), acting.caller());
  }

  private PasskeyCredential verified(ActingUser acting, RegistrationResponse response) {
    Occasion occasion = Occasion.registration(acting.session());
    try {
      return ceremony.verify(response, challenge -> challenges.consume(challenge, occasion));
    } catch (ChallengeNotOpen ended) {
      throw new Rejected(Reason.CHALLENGE_NOT_OPEN, "Ask for new options: " + ended.getMessage());
    } catch (RefusedPasskey refused) {
      throw new Rejected(
          Reason.PASSKEY_NOT_REGISTERED, "The passkey was not accepted: " + refused.getMessage());
    }
  }
}
