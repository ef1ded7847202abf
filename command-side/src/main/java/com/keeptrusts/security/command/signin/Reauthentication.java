package com.keeptrusts.security.command.signin;

import com.keeptrusts.security.command.bus.Commands;
import com.keeptrusts.security.command.door.ActingUser;
import com.keeptrusts.security.command.passkey.AuthenticationResponse;
import com.keeptrusts.security.command.passkey.Occasion;
import com.keeptrusts.security.command.passkey.PasskeyOptions;
import com.keeptrusts.security.command.passkey.RequestOptions;
import com.keeptrusts.security.command.user.MfaMethodProof;
import com.keeptrusts.security.command.user.PasskeyProof;
import com.keeptrusts.security.command.user.Reauthenticate;
import com.keeptrusts.security.command.user.ReauthenticateByPasskey;
import com.keeptrusts.security.event.SubjectRevision;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.web.DoorCaller;
import org.springframework.stereotype.Component;

/** Proving again who one is, so that what needs it is possible for ten minutes (rule SES-5). */
@Component
public final class Reauthentication {

  private final OwnFactorsCheck ownFactors;
  private final PasskeyOptions passkeyOptions;
  private final PasskeyCheck passkeyCheck;
  private final Commands commands;

  Reauthentication(
      OwnFactorsCheck ownFactors,
      PasskeyOptions passkeyOptions,
      PasskeyCheck passkeyCheck,
      Commands commands) {
    this.ownFactors = ownFactors;
    this.passkeyOptions = passkeyOptions;
    this.passkeyCheck = passkeyCheck;
    this.commands = commands;
  }

  /** What a browser is asked; the answer may come alone, or beside a password or an assertion. */
  RequestOptions passkeyOptions(ActingUser acting) {
    return passkeyOptions.ofUser(acting.user(), Occasion.reauthentication(acting.session()));
  }

  /** A passkey that verified its user, and nothing else. */
  SubjectRevision byPasskey(DoorCaller door, ActingUser acting, AuthenticationResponse response) {
    UserId user = acting.user();
    PasskeyProof proof =
        passkeyCheck.require(door, user, Occasion.reauthentication(acting.session()), response);
    return passkeyCheck.settle(
        door,
        user,
        () ->
            commands.send(
                new ReauthenticateByPasskey(user, acting.session(), proof), acting.caller()));
  }

  /** The password, and a code of the app or a passkey if the user has one. */
  public SubjectRevision reauthenticate(DoorCaller door, ActingUser acting, OwnFactors typed) {
    return ownFactors.prove(
        door,
        acting,
        typed,
        (verified, second) ->
            commands.send(
                new Reauthenticate(
                    acting.user(),
                    acting.session(),
                    verified,
                    second instanceof MfaMethodProof method ? method : null),
                acting.caller()));
  }
}
