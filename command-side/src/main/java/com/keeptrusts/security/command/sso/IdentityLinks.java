package com.keeptrusts.security.command.sso;

import com.keeptrusts.security.command.bus.Answer;
import com.keeptrusts.security.command.bus.Commands;
import com.keeptrusts.security.command.bus.Requests;
import com.keeptrusts.security.command.door.ActingUser;
import com.keeptrusts.security.command.door.Callers;
import com.keeptrusts.security.command.lookup.Accounts;
import com.keeptrusts.security.command.user.AcceptInvitationBySso;
import com.keeptrusts.security.command.user.LinkExternalIdentity;
import com.keeptrusts.security.event.ExternalIdentityId;
import com.keeptrusts.security.event.ExternalSubject;
import com.keeptrusts.security.event.Issuer;
import com.keeptrusts.security.event.PersonalOwner;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.event.Sha256;
import com.keeptrusts.security.event.SubjectRevision;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.log.PersonalData;
import com.keeptrusts.security.web.DoorCaller;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Makes links: by the user, proved again, or with the secret of the invitation that lets a newcomer
 * in; never for anybody else (rule SIGN-3). Issuer and subject are sealed before the command.
 */
@Component
final class IdentityLinks {

  private static final int SECRET_LENGTH = 43;

  private final Accounts accounts;
  private final PersonalData personal;
  private final Callers callers;
  private final Commands commands;
  private final Requests requests;

  IdentityLinks(
      Accounts accounts,
      PersonalData personal,
      Callers callers,
      Commands commands,
      Requests requests) {
    this.accounts = accounts;
    this.personal = personal;
    this.callers = callers;
    this.commands = commands;
    this.requests = requests;
  }

  /** A link that was made. */
  record Linked(ExternalIdentityId identity, SubjectRevision revision) implements Answer<Linked> {

    @Override
    public Linked forRepeats() {
      return this;
    }
  }

  Linked link(ActingUser acting, Issuer issuer, ExternalSubject subject) {
    ExternalIdentityId identity = another();
    PersonalOwner owner = PersonalOwner.of(acting.user());
    return requests.send(
        new LinkExternalIdentity(
            acting.user(), identity, personal.seal(owner, issuer), personal.seal(owner, subject)),
        acting.caller(),
        Linked.class,
        revision -> new Linked(identity, revision));
  }

  /** An unknown user is told what a wrong secret is told, and nothing is sealed for nobody. */
  Linked accept(
      DoorCaller door, UserId user, String invitation, Issuer issuer, ExternalSubject subject) {
    if (invitation.length() != SECRET_LENGTH || accounts.of(user).isEmpty()) {
      throw new Rejected(
          Reason.INVITATION_NOT_OPEN, "This is no invitation's secret: ask for another one");
    }
    ExternalIdentityId identity = another();
    PersonalOwner owner = PersonalOwner.of(user);
    SubjectRevision revision =
        commands.send(
            new AcceptInvitationBySso(
                user,
                Sha256.ofToken(invitation),
                identity,
                personal.seal(owner, issuer),
                personal.seal(owner, subject)),
            callers.signingIn(door, user));
    return new Linked(identity, revision);
  }

  private static ExternalIdentityId another() {
    return ExternalIdentityId.of(UUID.randomUUID().toString());
  }
}
