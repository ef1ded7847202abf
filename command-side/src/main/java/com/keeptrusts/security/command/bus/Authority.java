package com.keeptrusts.security.command.bus;

import com.keeptrusts.security.command.authority.AboutOrg;
import com.keeptrusts.security.command.authority.Caller;
import com.keeptrusts.security.command.authority.Command;
import com.keeptrusts.security.command.authority.Demand;
import com.keeptrusts.security.command.authority.Demands;
import com.keeptrusts.security.command.authority.Standing;
import com.keeptrusts.security.command.authority.UserCommand;
import com.keeptrusts.security.enforcement.Decision;
import com.keeptrusts.security.enforcement.DecisionRows;
import com.keeptrusts.security.enforcement.DecisionRules;
import com.keeptrusts.security.enforcement.LockedRows;
import com.keeptrusts.security.enforcement.OrgAddressRules;
import com.keeptrusts.security.enforcement.Question;
import com.keeptrusts.security.event.Actor;
import com.keeptrusts.security.event.AddressRules;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.Sha256;
import com.keeptrusts.security.event.UserId;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether a caller is what a command demands (rules ORG-1, ORG-4, PWD-3, SES-5): decided from
 * locked rows, and asked of unlocked ones before work that costs.
 */
final class Authority {

  private final Demands demands;
  private final Caller caller;
  private final LockedRows rows;
  private final @Nullable OrgId org;
  private final @Nullable UserId target;
  private final AddressRules addressRules;

  /** Of a command and its caller, from rows that were read for them. */
  static Authority of(
      Command command, Caller caller, LockedRows rows, OrgAddressRules addressRules) {
    return new Authority(
        demands(command),
        caller,
        rows,
        org(command),
        target(command),
        addressRules.of(rows.caller().org()));
  }

  static Demands demands(Command command) {
    return demands(command.getClass());
  }

  static Demands demands(Class<? extends Command> command) {
    Demands demands = command.getAnnotation(Demands.class);
    if (demands == null) {
      throw new IllegalStateException(command + " does not say who may issue it");
    }
    return demands;
  }

  static @Nullable OrgId org(Command command) {
    return command instanceof AboutOrg about ? about.orgId() : null;
  }

  static @Nullable UserId target(Command command) {
    return command instanceof UserCommand user ? user.userId() : null;
  }

  Authority(
      Demands demands,
      Caller caller,
      LockedRows rows,
      @Nullable OrgId org,
      @Nullable UserId target,
      AddressRules addressRules) {
    this.demands = demands;
    this.caller = caller;
    this.rows = rows;
    this.org = org;
    this.target = target;
    this.addressRules = addressRules;
  }

  /** What the caller turned out to be, or the refusal. */
  Standing decide() {
    if (caller.origin().actor().equals(Actor.SYSTEM)) {
      return system();
    }
    if (rows.clientScopes().isEmpty()) {
      throw new Rejected(
          Reason.UNAUTHENTICATED, "The service client was revoked meanwhile, or has expired");
    }
    return caller.sessionTokenHash() == null ? serviceClient() : user();
  }

  /** The system does what it alone may do, and hands out the very first credential. */
  private Standing system() {
    if (demands.value() != Demand.SYSTEM && demands.value() != Demand.SERVICE_CLIENT) {
      throw notAllowed();
    }
    return standing(true, null);
  }

  private Standing serviceClient() {
    if (demands.value() == Demand.SIGN_IN) {
      return scoped(Scope.SIGN_IN);
    }
    if (demands.value() == Demand.SYSTEM || demands.scope().length == 0) {
      throw notAllowed();
    }
    if (org != null && !rows.orgExists()) {
      throw new Rejected(Reason.NOT_FOUND, "There is no org " + org);
    }
    return scoped(demands.scope());
  }

  private Standing scoped(Scope... enough) {
    if (Arrays.stream(enough).noneMatch(scopes()::contains)) {
      throw new Rejected(
          Reason.SCOPE_MISSING,
          "The service client lacks the scope "
              + Arrays.stream(enough).map(Scope::stableName).collect(Collectors.joining(" or ")));
    }
    return standing(true, null);
  }

  /** What the credential covered at the door, and still does. */
  private Set<Scope> scopes() {
    return caller.scopes().stream()
        .filter(rows.clientScopes()::contains)
        .collect(Collectors.toUnmodifiableSet());
  }

  private Standing user() {
    if (!rows.clientScopes().contains(Scope.ACT)) {
      throw new Rejected(Reason.SCOPE_MISSING, "The service client acts for nobody any more");
    }
    for (Scope scope : demands.also()) {
      if (!rows.clientScopes().contains(scope)) {
        throw new Rejected(
            Reason.SCOPE_MISSING, "The service client lacks the scope " + scope.stableName());
      }
    }
    UserId user = passing();
    if (!caller.origin().actor().equals(Actor.of(user))) {
      throw notAllowed();
    }
    return switch (demands.value()) {
      case OWN_ACCOUNT -> own(user, true);
      case OWN_ACCOUNT_REAUTHENTICATED -> own(user, rows.isReauthenticated());
      case OWN_ACCOUNT_REAUTHENTICATED_IF_MFA ->
          own(user, !rows.hasMfa() || rows.isReauthenticated());
      case OWN_ACCOUNT_REAUTHENTICATED_OR_RECOVERED ->
          own(user, rows.isReauthenticatedOrRecovered());
      case ORG_ADMIN -> orgAdmin();
      case SERVICE_CLIENT, SIGN_IN, SYSTEM -> throw notAllowed();
    };
  }

  /** The user, if the one decision function lets the request pass that this command is. */
  private UserId passing() {
    Sha256 session = caller.sessionTokenHash();
    if (session == null) {
      throw notAllowed();
    }
    boolean ofOrg = demands.value() == Demand.ORG_ADMIN && org != null;
    DecisionRows read = ofOrg ? rows.caller() : rows.caller().ofOwnAccount();
    Question question = new Question(session, ofOrg ? org : null, caller.address());
    Decision decision = DecisionRules.decide(read, question, addressRules);
    UserId user = decision.orRefuse(demands.through()).user();
    if (user == null) {
      throw new IllegalStateException("Who passes is known");
    }
    return user;
  }

  private Standing own(UserId user, boolean provedEnough) {
    if (!user.equals(target)) {
      throw notAllowed();
    }
    requireReauthentication(provedEnough);
    return standing(false, rows.activeRole().orElse(null));
  }

  private Standing orgAdmin() {
    Role role = rows.activeRole().orElseThrow(Authority::notAllowed);
    if (!role.administers()) {
      throw notAllowed();
    }
    if (demands.withMfaMethod() && !rows.hasMfa()) {
      throw new Rejected(
          Reason.MFA_NOT_ENABLED, "Set up an MFA method of your own before you demand one");
    }
    requireReauthentication(rows.isReauthenticated());
    return standing(false, role);
  }

  private static void requireReauthentication(boolean provedEnough) {
    if (!provedEnough) {
      throw new Rejected(
          Reason.REAUTHENTICATION_REQUIRED,
          "Prove again who you are, with a second factor if the account has one");
    }
  }

  private Standing standing(boolean operator, @Nullable Role role) {
    return new Standing(
        caller.origin().actor(), operator, scopes(), role, rows.anotherActiveOwner());
  }

  private static Rejected notAllowed() {
    return new Rejected(Reason.NOT_ALLOWED, "The caller may not do this");
  }
}
