package com.keeptrusts.security.command.signin;

import com.keeptrusts.security.command.bus.Commands;
import com.keeptrusts.security.command.door.ActingUser;
import com.keeptrusts.security.command.user.Reauthenticate;
import com.keeptrusts.security.command.user.TotpProof;
import com.keeptrusts.security.event.SubjectRevision;
import com.keeptrusts.security.web.DoorCaller;
import org.springframework.stereotype.Component;

/** Proving again who one is, so that what needs it is possible for ten minutes (rule SES-5). */
@Component
public final class Reauthentication {

  private final OwnFactorsCheck ownFactors;
  private final Commands commands;

  public Reauthentication(OwnFactorsCheck ownFactors, Commands commands) {
    this.ownFactors = ownFactors;
    this.commands = commands;
  }

  /** The password, and a code of the app if the user has one. */
  public SubjectRevision reauthenticate(DoorCaller door, ActingUser acting, OwnFactors typed) {
    return ownFactors.prove(
        door,
        acting.user(),
        typed,
        (verified, second) ->
            commands.send(
                new Reauthenticate(
                    acting.user(),
                    acting.session(),
                    verified,
                    second instanceof TotpProof totp ? totp : null),
                acting.caller()));
  }
}
