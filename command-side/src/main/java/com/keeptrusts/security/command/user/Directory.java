package com.keeptrusts.security.command.user;

import com.keeptrusts.security.command.attempt.SecretToken;
import com.keeptrusts.security.command.authority.Caller;
import com.keeptrusts.security.command.bus.Commands;
import com.keeptrusts.security.command.lookup.Accounts;
import com.keeptrusts.security.event.DisplayName;
import com.keeptrusts.security.event.EmailAddress;
import com.keeptrusts.security.event.InvitationId;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.PersonalOwner;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.SubjectRevision;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.log.DatabaseClock;
import com.keeptrusts.security.log.PersonalData;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes accounts and invitations: what is personal is sealed before the command (rule ORG-3). */
@Component
public final class Directory {

  private final Accounts accounts;
  private final PersonalData personal;
  private final Commands commands;
  private final DatabaseClock clock;
  private final InvitationSettings settings;

  public Directory(
      Accounts accounts,
      PersonalData personal,
      Commands commands,
      DatabaseClock clock,
      InvitationSettings settings) {
    this.accounts = accounts;
    this.personal = personal;
    this.commands = commands;
    this.clock = clock;
    this.settings = settings;
  }

  /** An invitation, whose secret is shown once. */
  public record Invited(
      UserId user,
      InvitationId invitation,
      String secret,
      Instant expiresAt,
      SubjectRevision revision) {

    @Override
    public String toString() {
      return "invitation " + invitation;
    }
  }

  /** A new account, which has no way to sign in yet. */
  public record Registered(UserId user, SubjectRevision revision) {}

  public Registered register(
      EmailAddress email, DisplayName name, @Nullable OrgId createdFor, Caller caller) {
    UserId user = UserId.of(UUID.randomUUID().toString());
    PersonalOwner owner = PersonalOwner.of(user);
    return new Registered(
        user,
        commands.send(
            new RegisterUser(
                user, personal.seal(owner, email), personal.seal(owner, name), createdFor),
            caller));
  }

  /**
   * Invites whoever signs in with this e-mail; somebody new gets an account first. The answer is
   * the same, so that it does not tell which of the two it was.
   */
  public Invited invite(OrgId org, EmailAddress email, DisplayName name, Role role, Caller caller) {
    UserId user = accounts.find(email).orElseGet(() -> register(email, name, org, caller).user());
    InvitationId invitation = InvitationId.of(UUID.randomUUID().toString());
    SecretToken secret = SecretToken.random();
    Instant expiresAt = clock.now().plus(settings.lifetime());
    SubjectRevision revision =
        commands.send(
            new InviteMember(user, org, invitation, secret.digest(), role, expiresAt), caller);
    return new Invited(user, invitation, secret.value(), expiresAt, revision);
  }
}
