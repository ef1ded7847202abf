package com.keeptrusts.security.command.user;

import com.keeptrusts.security.command.attempt.SecretToken;
import com.keeptrusts.security.command.authority.Caller;
import com.keeptrusts.security.command.bus.Answer;
import com.keeptrusts.security.command.bus.Commands;
import com.keeptrusts.security.command.bus.Requests;
import com.keeptrusts.security.command.lookup.Accounts;
import com.keeptrusts.security.event.DisplayName;
import com.keeptrusts.security.event.EmailAddress;
import com.keeptrusts.security.event.InvitationId;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.PersonalOwner;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.SubjectRevision;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.log.DatabaseClock;
import com.keeptrusts.security.log.PersonalData;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes accounts and invitations: what is personal is sealed before the command (rule ORG-3). */
@Component
public final class Directory {

  private final Accounts accounts;
  private final PersonalData personal;
  private final Requests requests;
  private final Commands commands;
  private final DatabaseClock clock;
  private final InvitationSettings settings;

  public Directory(
      Accounts accounts,
      PersonalData personal,
      Requests requests,
      Commands commands,
      DatabaseClock clock,
      InvitationSettings settings) {
    this.accounts = accounts;
    this.personal = personal;
    this.requests = requests;
    this.commands = commands;
    this.clock = clock;
    this.settings = settings;
  }

  /**
   * An invitation, whose secret is shown once: a repeat of the request gets {@code alreadyShown}
   * instead.
   */
  public record Invited(
      UserId user,
      InvitationId invitation,
      @Nullable String secret,
      @Nullable Boolean alreadyShown,
      Instant expiresAt)
      implements Answer<Invited> {

    @Override
    public Invited forRepeats() {
      return new Invited(user, invitation, null, true, expiresAt);
    }

    @Override
    public String toString() {
      return "invitation " + invitation;
    }
  }

  /** A new account, which has no way to sign in yet. */
  public record Registered(UserId user, SubjectRevision revision) implements Answer<Registered> {

    @Override
    public Registered forRepeats() {
      return this;
    }
  }

  public Registered register(
      EmailAddress email, DisplayName name, @Nullable OrgId createdFor, Caller caller) {
    RegisterUser command = registration(email, name, createdFor, null);
    return requests.send(
        command, caller, Registered.class, revision -> new Registered(command.userId(), revision));
  }

  /**
   * Invites whoever signs in with this e-mail; somebody new gets an account first. The answer looks
   * the same and says nothing of how far the account has come, so that it does not tell which of
   * the two it was.
   */
  public Invited invite(OrgId org, EmailAddress email, DisplayName name, Role role, Caller caller) {
    Optional<UserId> known = accounts.find(email);
    InvitationId invitation = InvitationId.of(UUID.randomUUID().toString());
    SecretToken secret = SecretToken.random();
    Instant expiresAt = clock.now().plus(settings.lifetime());
    Function<UserId, InviteMember> invite =
        user -> new InviteMember(user, org, invitation, secret.digest(), role, expiresAt);
    if (known.isEmpty()) {
      // An account is made only for a request that is new, and allowed.
      UserId nobodyYet = UserId.of(UUID.randomUUID().toString());
      Optional<Invited> before =
          requests.answeredBefore(invite.apply(nobodyYet), caller, Invited.class);
      if (before.isPresent()) {
        return before.get();
      }
    }
    UserId user = known.orElseGet(() -> newcomer(org, email, name, role, caller));
    return requests.send(
        invite.apply(user),
        caller,
        Invited.class,
        revision -> new Invited(user, invitation, secret.value(), null, expiresAt));
  }

  /** An account of its own, unless somebody registers the same e-mail at this moment. */
  private UserId newcomer(
      OrgId org, EmailAddress email, DisplayName name, Role role, Caller caller) {
    RegisterUser command = registration(email, name, org, role);
    try {
      commands.send(command, caller);
      return command.userId();
    } catch (Rejected refused) {
      return accounts
          .find(email)
          .filter(registered -> refused.reason() == Reason.EMAIL_TAKEN)
          .orElseThrow(() -> refused);
    }
  }

  private RegisterUser registration(
      EmailAddress email, DisplayName name, @Nullable OrgId createdFor, @Nullable Role invitedAs) {
    UserId user = UserId.of(UUID.randomUUID().toString());
    PersonalOwner owner = PersonalOwner.of(user);
    return new RegisterUser(
        user, personal.seal(owner, email), personal.seal(owner, name), createdFor, invitedAs);
  }
}
