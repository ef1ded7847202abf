package com.keeptrusts.security.enforcement;

import com.keeptrusts.security.event.EndCause;
import com.keeptrusts.security.event.Factor;
import com.keeptrusts.security.event.IpRestrictionsResumed;
import com.keeptrusts.security.event.IpRestrictionsSuspended;
import com.keeptrusts.security.event.IpRule;
import com.keeptrusts.security.event.IpRuleAdded;
import com.keeptrusts.security.event.IpRuleChanged;
import com.keeptrusts.security.event.IpRuleRemoved;
import com.keeptrusts.security.event.IpRuleTerms;
import com.keeptrusts.security.event.MemberReactivated;
import com.keeptrusts.security.event.MemberRemoved;
import com.keeptrusts.security.event.MemberSuspended;
import com.keeptrusts.security.event.MfaDisabled;
import com.keeptrusts.security.event.MfaGracePeriodChanged;
import com.keeptrusts.security.event.MfaGracePeriodEnded;
import com.keeptrusts.security.event.MfaGracePeriodEndingSoon;
import com.keeptrusts.security.event.MfaGracePeriodExtended;
import com.keeptrusts.security.event.MfaGracePeriodStarted;
import com.keeptrusts.security.event.MfaObligationCause;
import com.keeptrusts.security.event.MfaObligationEnd;
import com.keeptrusts.security.event.MfaObligationLifted;
import com.keeptrusts.security.event.MfaObligationMet;
import com.keeptrusts.security.event.MfaPolicyTerms;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.OrgLeft;
import com.keeptrusts.security.event.OrgMfaPolicyChanged;
import com.keeptrusts.security.event.OrgRoleChanged;
import com.keeptrusts.security.event.PasskeyId;
import com.keeptrusts.security.event.PasskeyRevoked;
import com.keeptrusts.security.event.PasswordAdded;
import com.keeptrusts.security.event.PasswordChanged;
import com.keeptrusts.security.event.PasswordRotated;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.SecurityEvent;
import com.keeptrusts.security.event.ServiceClientId;
import com.keeptrusts.security.event.ServiceCredentialIssued;
import com.keeptrusts.security.event.ServiceCredentialRevoked;
import com.keeptrusts.security.event.ServiceCredentialRotated;
import com.keeptrusts.security.event.SessionEnded;
import com.keeptrusts.security.event.SessionId;
import com.keeptrusts.security.event.SessionReauthenticated;
import com.keeptrusts.security.event.SessionsRevoked;
import com.keeptrusts.security.event.TemporaryPasswordIssued;
import com.keeptrusts.security.event.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/** What may happen next to some users and service clients, by chance, as the subjects allow it. */
final class RandomLives {

  private static final List<Role> ROLES = List.of(Role.values());

  private static final class Life {
    private final UserId user = TestIds.user();
    private final Map<OrgId, Role> orgs = new HashMap<>();
    private final List<SessionId> sessions = new ArrayList<>();
    private final List<PasskeyId> passkeys = new ArrayList<>();
    private final Map<OrgId, Boolean> gracePeriods = new HashMap<>();
  }

  private final Random chance;
  private final List<OrgId> orgs;
  private final List<Life> lives = new ArrayList<>();
  private final List<ServiceClientId> clients = new ArrayList<>();

  /** Nobody else changes its rules meanwhile. */
  private final OrgId org = TestIds.org();

  private final List<IpRule> rules = new ArrayList<>();
  private boolean registered;
  private long policies;

  RandomLives(long seed, List<OrgId> orgs) {
    this.chance = new Random(seed);
    this.orgs = orgs;
  }

  /** The facts of one command. */
  List<SecurityEvent> next(Instant now) {
    if (lives.size() < 3 || chance.nextInt(20) == 0) {
      Life life = new Life();
      lives.add(life);
      return List.of(TestEvents.registered(life.user));
    }
    if (chance.nextInt(10) == 0) {
      return List.of(ofClient(now));
    }
    if (chance.nextInt(10) == 0) {
      return List.of(ofOrg(now));
    }
    return ofUser(lives.get(chance.nextInt(lives.size())), now);
  }

  private SecurityEvent ofClient(Instant now) {
    if (clients.isEmpty() || chance.nextInt(3) == 0) {
      ServiceClientId client = TestIds.client();
      clients.add(client);
      return new ServiceCredentialIssued(
          client,
          "tool",
          Set.of(Scope.DECIDE, Scope.AUDIT),
          TestIds.token(),
          now.plus(Duration.ofDays(30)));
    }
    ServiceClientId client = clients.get(chance.nextInt(clients.size()));
    if (chance.nextInt(3) == 0) {
      clients.remove(client);
      return new ServiceCredentialRevoked(client);
    }
    return new ServiceCredentialRotated(
        client, TestIds.token(), now.plus(Duration.ofDays(60)), now.plus(Duration.ofDays(1)));
  }

  private SecurityEvent ofOrg(Instant now) {
    if (!registered) {
      registered = true;
      return TestEvents.registered(org);
    }
    if (chance.nextInt(4) == 0) {
      policies++;
      return new OrgMfaPolicyChanged(
          org, policies, MfaPolicyTerms.NONE, MfaPolicyTerms.NONE, "As it happens");
    }
    IpRuleTerms terms = TestEvents.terms(chance.nextBoolean(), chance.nextBoolean() ? now : null);
    if (rules.size() < 3) {
      IpRule added = new IpRule(TestIds.ipRule(), terms);
      rules.add(added);
      return new IpRuleAdded(org, added.id(), terms, null);
    }
    IpRule rule = rules.remove(0);
    return switch (chance.nextInt(4)) {
      case 0 -> new IpRuleRemoved(org, rule.id(), rule.terms(), null);
      case 1 -> {
        rules.add(rule);
        yield new IpRestrictionsSuspended(org, now, "Locked out");
      }
      case 2 -> {
        rules.add(rule);
        yield new IpRestrictionsResumed(org, now);
      }
      default -> {
        rules.add(new IpRule(rule.id(), terms));
        yield new IpRuleChanged(org, rule.id(), rule.terms(), terms, null);
      }
    };
  }

  private List<SecurityEvent> ofUser(Life life, Instant now) {
    int kind = chance.nextInt(15);
    if (kind < 3 || (kind < 7 && life.sessions.isEmpty())) {
      return List.of(signIn(life, now));
    }
    if (kind < 7) {
      return ofSession(life, life.sessions.get(chance.nextInt(life.sessions.size())), now);
    }
    if (kind < 11) {
      return List.of(ofMembership(life));
    }
    return kind < 14 ? List.of(ofGracePeriod(life, now)) : newPassword(life, now);
  }

  /** Running or stopped, whatever the membership says. */
  private SecurityEvent ofGracePeriod(Life life, Instant now) {
    OrgId org = orgs.get(chance.nextInt(orgs.size()));
    Instant deadline = now.plus(Duration.ofDays(chance.nextInt(30)));
    if (!life.gracePeriods.getOrDefault(org, false)) {
      life.gracePeriods.put(org, true);
      return new MfaGracePeriodStarted(
          life.user, org, MfaObligationCause.JOINED, 1, now, deadline, null);
    }
    return switch (chance.nextInt(6)) {
      case 0 -> {
        life.gracePeriods.put(org, false);
        yield new MfaObligationMet(life.user, org);
      }
      case 1 -> {
        life.gracePeriods.put(org, false);
        yield new MfaObligationLifted(
            life.user, org, MfaObligationEnd.DEMOTED, 2, now, now, deadline);
      }
      case 2 -> new MfaGracePeriodChanged(life.user, org, 3, now, now, deadline);
      case 3 -> new MfaGracePeriodExtended(life.user, org, now, now, deadline, "Asked nicely");
      case 4 -> new MfaGracePeriodEndingSoon(life.user, org, deadline);
      default -> new MfaGracePeriodEnded(life.user, org, deadline);
    };
  }

  private SecurityEvent signIn(Life life, Instant now) {
    SessionId session = TestIds.session();
    life.sessions.add(session);
    return switch (chance.nextInt(3)) {
      case 0 -> TestEvents.started(life.user, session, TestIds.token(), now, Factor.PASSWORD);
      case 1 ->
          TestEvents.started(
              life.user, session, TestIds.token(), now, Factor.PASSWORD, Factor.RECOVERY_CODE);
      default ->
          TestEvents.startedBySso(
              life.user,
              session,
              TestIds.token(),
              now,
              chance.nextBoolean() ? null : now.minusSeconds(60),
              chance.nextBoolean());
    };
  }

  private List<SecurityEvent> ofSession(Life life, SessionId session, Instant now) {
    return switch (chance.nextInt(6)) {
      case 5 -> List.of(ofPasskeys(life, session));
      case 0 -> {
        life.sessions.remove(session);
        yield List.of(new SessionEnded(life.user, session, EndCause.SIGNED_OUT, now));
      }
      case 1 -> {
        life.sessions.retainAll(List.of(session));
        yield List.of(new SessionsRevoked(life.user, EndCause.REVOKED_BY_USER, session));
      }
      case 2 -> List.of(TestEvents.mfaEnabled(life.user, session));
      case 3 -> List.of(new MfaDisabled(life.user, TestIds.totp()));
      default ->
          List.of(
              new SessionReauthenticated(
                  life.user, session, List.of(Factor.PASSWORD, Factor.TOTP), null));
    };
  }

  private SecurityEvent ofPasskeys(Life life, SessionId session) {
    if (life.passkeys.isEmpty() || chance.nextBoolean()) {
      PasskeyId passkey = PasskeyId.of(UUID.randomUUID().toString());
      life.passkeys.add(passkey);
      return TestEvents.passkeyRegistered(life.user, passkey, session);
    }
    return new PasskeyRevoked(life.user, life.passkeys.remove(0), !life.passkeys.isEmpty());
  }

  private SecurityEvent ofMembership(Life life) {
    OrgId org = orgs.get(chance.nextInt(orgs.size()));
    Role role = life.orgs.get(org);
    Role other = ROLES.get(chance.nextInt(ROLES.size()));
    if (role == null) {
      life.orgs.put(org, other);
      return TestEvents.joined(life.user, org, other);
    }
    return switch (chance.nextInt(5)) {
      case 0 -> {
        life.orgs.remove(org);
        yield new OrgLeft(life.user, org, role);
      }
      case 1 -> {
        life.orgs.remove(org);
        yield new MemberRemoved(life.user, org, role);
      }
      case 2 -> new MemberSuspended(life.user, org);
      case 3 -> new MemberReactivated(life.user, org);
      default -> {
        life.orgs.put(org, other);
        yield new OrgRoleChanged(life.user, org, role, other);
      }
    };
  }

  private List<SecurityEvent> newPassword(Life life, Instant now) {
    life.sessions.clear();
    if (chance.nextBoolean()) {
      return List.of(
          new TemporaryPasswordIssued(life.user, TestIds.password(), null, now, null),
          new SessionsRevoked(life.user, EndCause.PASSWORD_ISSUED, null));
    }
    if (chance.nextBoolean()) {
      return List.of(
          chance.nextBoolean()
              ? new PasswordChanged(life.user, TestIds.password(), TestIds.password())
              : new PasswordAdded(life.user, TestIds.password()),
          new SessionsRevoked(life.user, EndCause.PASSWORD_CHANGED, null),
          signIn(life, now));
    }
    return List.of(
        new PasswordRotated(life.user, TestIds.password(), TestIds.password()),
        new SessionsRevoked(life.user, EndCause.PASSWORD_ROTATED, null),
        signIn(life, now));
  }
}
