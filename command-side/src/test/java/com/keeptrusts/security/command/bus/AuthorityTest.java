package com.keeptrusts.security.command.bus;

import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.command.authority.Caller;
import com.keeptrusts.security.command.authority.Command;
import com.keeptrusts.security.command.authority.Demand;
import com.keeptrusts.security.command.authority.Demands;
import com.keeptrusts.security.enforcement.DecisionRows;
import com.keeptrusts.security.enforcement.Gate;
import com.keeptrusts.security.enforcement.LockedRows;
import com.keeptrusts.security.enforcement.MembershipRow;
import com.keeptrusts.security.enforcement.MfaDemand;
import com.keeptrusts.security.enforcement.OrgRow;
import com.keeptrusts.security.enforcement.PasswordKind;
import com.keeptrusts.security.enforcement.SessionRow;
import com.keeptrusts.security.enforcement.UserRow;
import com.keeptrusts.security.event.Actor;
import com.keeptrusts.security.event.AddressRules;
import com.keeptrusts.security.event.ClientAddress;
import com.keeptrusts.security.event.Factor;
import com.keeptrusts.security.event.MfaPolicies;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Origin;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.ServiceClientId;
import com.keeptrusts.security.event.SessionId;
import com.keeptrusts.security.event.Sha256;
import com.keeptrusts.security.event.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;

@Tag("ORG-1")
class AuthorityTest {

  private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
  private static final UserId ANNA = UserId.of(new UUID(0, 1).toString());
  private static final UserId BOB = UserId.of(new UUID(0, 2).toString());
  private static final OrgId ACME = OrgId.of(new UUID(0, 3).toString());
  private static final ServiceClientId CLIENT = ServiceClientId.of(new UUID(0, 4).toString());
  private static final ClientAddress ADDRESS = new ClientAddress("203.0.113.7");
  private static final Sha256 TOKEN = Sha256.ofToken("token");

  @Demands(Demand.OWN_ACCOUNT)
  private record OwnAccount() implements Command {}

  @Demands(value = Demand.OWN_ACCOUNT, through = Gate.PASSWORD_ROTATION_REQUIRED)
  private record OwnAccountInRotation() implements Command {}

  @Demands(value = Demand.OWN_ACCOUNT, also = Scope.SIGN_IN)
  private record OwnAccountVouchedFor() implements Command {}

  @Demands(Demand.OWN_ACCOUNT_REAUTHENTICATED)
  private record Reauthenticated() implements Command {}

  @Demands(Demand.OWN_ACCOUNT_REAUTHENTICATED_IF_MFA)
  private record ReauthenticatedIfMfa() implements Command {}

  @Demands(Demand.OWN_ACCOUNT_REAUTHENTICATED_OR_RECOVERED)
  private record Recovered() implements Command {}

  @Demands(value = Demand.ORG_ADMIN, scope = Scope.DIRECTORY)
  private record OrgAdmin() implements Command {}

  @Demands(value = Demand.SERVICE_CLIENT, scope = Scope.DIRECTORY)
  private record Client() implements Command {}

  @Demands(Demand.SIGN_IN)
  private record SignIn() implements Command {}

  @Demands(Demand.SYSTEM)
  private record TheSystem() implements Command {}

  private static Demands demanded(String by) {
    return List.of(
            OwnAccount.class,
            OwnAccountInRotation.class,
            OwnAccountVouchedFor.class,
            Reauthenticated.class,
            ReauthenticatedIfMfa.class,
            Recovered.class,
            OrgAdmin.class,
            Client.class,
            SignIn.class,
            TheSystem.class)
        .stream()
        .filter(type -> type.getSimpleName().equals(by))
        .map(type -> type.getAnnotation(Demands.class))
        .findFirst()
        .orElseThrow();
  }

  /** A kind of caller; the command is about Anna, in Acme. */
  private enum Kind {
    SYSTEM,
    DIRECTORY_CLIENT,
    SIGN_IN_CLIENT,
    ANNA,
    ANNA_LONG_AGO,
    ANNA_BY_RECOVERY_CODE,
    ANNA_WITH_TEMPORARY_PASSWORD,
    BOB_THE_OWNER,
    BOB_THE_ADMIN,
    BOB_THE_ADMIN_LONG_AGO,
    BOB_THE_REVIEWER,
    BOB_THE_SUSPENDED_OWNER,
    BOB_OF_NO_ORG,
    ANNA_WITHOUT_LIVE_SESSION
  }

  private static Caller caller(Kind kind) {
    return switch (kind) {
      case SYSTEM -> Caller.system("test");
      case DIRECTORY_CLIENT -> client(EnumSet.complementOf(EnumSet.of(Scope.SIGN_IN)));
      case SIGN_IN_CLIENT -> client(EnumSet.of(Scope.SIGN_IN));
      default -> acting(user(kind));
    };
  }

  private static Caller client(Set<Scope> scopes) {
    return new Caller(scopes, null, null, origin(Actor.of(CLIENT)));
  }

  private static Caller acting(UserId user) {
    return new Caller(Set.of(), TOKEN, ADDRESS, origin(Actor.of(user)));
  }

  private static Origin origin(Actor actor) {
    return new Origin(actor, null, null, null, null, null, "test", null);
  }

  private static UserId user(Kind kind) {
    return kind.name().startsWith("BOB") ? BOB : ANNA;
  }

  private static LockedRows rows(Kind kind) {
    boolean client =
        kind == Kind.SYSTEM || kind == Kind.DIRECTORY_CLIENT || kind == Kind.SIGN_IN_CLIENT;
    SessionRow session = client ? null : session(kind);
    UserRow user =
        client
            ? null
            : new UserRow(
                user(kind), 1, kind == Kind.ANNA_BY_RECOVERY_CODE, 0, PasswordKind.PERMANENT);
    return new LockedRows(
        new DecisionRows(
            NOW, session, user, new OrgRow(ACME, 1, 0, null), membership(kind), demands(kind)),
        true,
        EnumSet.allOf(Scope.class));
  }

  private static SessionRow session(Kind kind) {
    boolean longAgo = kind.name().endsWith("LONG_AGO");
    boolean recovery = kind == Kind.ANNA_BY_RECOVERY_CODE;
    Instant started = NOW.minus(longAgo ? Duration.ofMinutes(11) : Duration.ofMinutes(1));
    Instant end = kind == Kind.ANNA_WITHOUT_LIVE_SESSION ? NOW : NOW.plus(Duration.ofDays(1));
    return new SessionRow(
        SessionId.of(new UUID(0, 5).toString()),
        TOKEN,
        user(kind),
        started,
        end,
        Duration.ofHours(1),
        List.of(Factor.PASSWORD),
        recovery,
        kind == Kind.ANNA_WITH_TEMPORARY_PASSWORD,
        recovery,
        recovery ? null : started,
        false,
        started);
  }

  /** By an org that demands nothing. */
  private static List<MfaDemand> demands(Kind kind) {
    MembershipRow membership = membership(kind);
    return membership == null
        ? List.of()
        : List.of(
            new MfaDemand(
                ACME, membership.role(), membership.suspended(), NOW, MfaPolicies.NONE, null));
  }

  private static @Nullable MembershipRow membership(Kind kind) {
    return switch (kind) {
      case BOB_THE_OWNER -> new MembershipRow(BOB, ACME, Role.OWNER, false);
      case BOB_THE_ADMIN, BOB_THE_ADMIN_LONG_AGO -> new MembershipRow(BOB, ACME, Role.ADMIN, false);
      case BOB_THE_REVIEWER -> new MembershipRow(BOB, ACME, Role.COMPLIANCE_REVIEWER, false);
      case BOB_THE_SUSPENDED_OWNER -> new MembershipRow(BOB, ACME, Role.OWNER, true);
      default -> null;
    };
  }

  private static String answer(String demand, Kind kind) {
    try {
      new Authority(demanded(demand), caller(kind), rows(kind), ACME, ANNA, AddressRules.NONE)
          .decide();
      return "yes";
    } catch (Rejected refused) {
      return refused.reason().stableName();
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      textBlock =
          """
          SYSTEM,                       not-allowed,                not-allowed,      not-allowed,                not-allowed,                not-allowed,               yes,         not-allowed,   yes
          DIRECTORY_CLIENT,             not-allowed,                not-allowed,      not-allowed,                not-allowed,                yes,                       yes,         scope-missing, not-allowed
          SIGN_IN_CLIENT,               not-allowed,                not-allowed,      not-allowed,                not-allowed,                scope-missing,             scope-missing, yes,         not-allowed
          ANNA,                         yes,                        yes,              yes,                        yes,                        not-found,                 not-allowed, not-allowed,   not-allowed
          ANNA_LONG_AGO,                yes,                        yes,              reauthentication-required,  reauthentication-required,  not-found,                 not-allowed, not-allowed,   not-allowed
          ANNA_BY_RECOVERY_CODE,        yes,                        yes,              reauthentication-required,  yes,                        not-found,                 not-allowed, not-allowed,   not-allowed
          ANNA_WITH_TEMPORARY_PASSWORD, password-rotation-required, yes,              password-rotation-required, password-rotation-required, not-found,                 password-rotation-required, password-rotation-required, password-rotation-required
          ANNA_WITHOUT_LIVE_SESSION,    session-not-live,           session-not-live, session-not-live,           session-not-live,           session-not-live,          session-not-live, session-not-live, session-not-live
          BOB_THE_OWNER,                not-allowed,                not-allowed,      not-allowed,                not-allowed,                yes,                       not-allowed, not-allowed,   not-allowed
          BOB_THE_ADMIN,                not-allowed,                not-allowed,      not-allowed,                not-allowed,                yes,                       not-allowed, not-allowed,   not-allowed
          BOB_THE_ADMIN_LONG_AGO,       not-allowed,                not-allowed,      not-allowed,                not-allowed,                reauthentication-required, not-allowed, not-allowed,   not-allowed
          BOB_THE_REVIEWER,             not-allowed,                not-allowed,      not-allowed,                not-allowed,                not-allowed,               not-allowed, not-allowed,   not-allowed
          BOB_THE_SUSPENDED_OWNER,      not-allowed,                not-allowed,      not-allowed,                not-allowed,                not-allowed,               not-allowed, not-allowed,   not-allowed
          BOB_OF_NO_ORG,                not-allowed,                not-allowed,      not-allowed,                not-allowed,                not-found,                 not-allowed, not-allowed,   not-allowed
          """)
  void whether_a_caller_is_what_a_command_demands(
      Kind kind,
      String ownAccount,
      String inRotation,
      String reauthenticated,
      String recovered,
      String orgAdmin,
      String client,
      String signIn,
      String system) {
    assertThat(answer("OwnAccount", kind)).isEqualTo(ownAccount);
    assertThat(answer("OwnAccountInRotation", kind)).isEqualTo(inRotation);
    assertThat(answer("Reauthenticated", kind)).isEqualTo(reauthenticated);
    assertThat(answer("Recovered", kind)).isEqualTo(recovered);
    assertThat(answer("OrgAdmin", kind)).isEqualTo(orgAdmin);
    assertThat(answer("Client", kind)).isEqualTo(client);
    assertThat(answer("SignIn", kind)).isEqualTo(signIn);
    assertThat(answer("TheSystem", kind)).isEqualTo(system);
  }

  @Test
  @Tag("PWD-4")
  void who_has_mfa_proves_it_again_to_change_the_password_and_who_has_not_need_not() {
    assertThat(answer("ReauthenticatedIfMfa", Kind.ANNA)).isEqualTo("yes");
    assertThat(answer("ReauthenticatedIfMfa", Kind.ANNA_LONG_AGO)).isEqualTo("yes");
    assertThat(answer("ReauthenticatedIfMfa", Kind.ANNA_BY_RECOVERY_CODE))
        .isEqualTo("reauthentication-required");
    for (Kind kind : Kind.values()) {
      if (user(kind).equals(BOB) || kind.name().contains("CLIENT") || kind == Kind.SYSTEM) {
        assertThat(answer("ReauthenticatedIfMfa", kind)).isEqualTo(answer("OwnAccount", kind));
      }
    }
    assertThat(answer("ReauthenticatedIfMfa", Kind.ANNA_WITHOUT_LIVE_SESSION))
        .isEqualTo("session-not-live");
    assertThat(answer("ReauthenticatedIfMfa", Kind.ANNA_WITH_TEMPORARY_PASSWORD))
        .isEqualTo("password-rotation-required");
  }

  @Test
  void the_table_has_every_kind_of_caller_and_every_demand() {
    assertThat(Kind.values()).hasSize(14);
    assertThat(
            List.of(
                    "OwnAccount",
                    "Reauthenticated",
                    "ReauthenticatedIfMfa",
                    "Recovered",
                    "OrgAdmin",
                    "Client",
                    "SignIn",
                    "TheSystem")
                .stream()
                .map(by -> demanded(by).value()))
        .containsExactlyInAnyOrder(Demand.values());
  }

  @Test
  void a_session_of_another_user_is_not_the_actor_s() {
    LockedRows bobs = rows(Kind.BOB_THE_OWNER);
    Caller posing = acting(ANNA);
    assertThat(
            refusal(
                new Authority(demanded("OwnAccount"), posing, bobs, ACME, ANNA, AddressRules.NONE)))
        .isEqualTo("not-allowed");
  }

  @Test
  @Tag("ORG-4")
  void a_client_that_was_revoked_or_narrowed_meanwhile_does_no_more_than_it_still_may() {
    assertThat(refusedFor("Client", Kind.DIRECTORY_CLIENT, Scope.DIRECTORY)).isEqualTo("yes");
    assertThat(refusedFor("Client", Kind.DIRECTORY_CLIENT, Scope.DECIDE))
        .isEqualTo("scope-missing");
    assertThat(refusedFor("SignIn", Kind.SIGN_IN_CLIENT, Scope.ACT)).isEqualTo("scope-missing");
    assertThat(refusedFor("OwnAccount", Kind.ANNA, Scope.ACT)).isEqualTo("yes");
    assertThat(refusedFor("OwnAccount", Kind.ANNA, Scope.DECIDE)).isEqualTo("scope-missing");
    assertThat(refusedFor("OwnAccountVouchedFor", Kind.ANNA, Scope.ACT, Scope.SIGN_IN))
        .isEqualTo("yes");
    assertThat(refusedFor("OwnAccountVouchedFor", Kind.ANNA, Scope.ACT)).isEqualTo("scope-missing");
    assertThat(refusedFor("OwnAccountVouchedFor", Kind.ANNA, Scope.SIGN_IN))
        .isEqualTo("scope-missing");
    for (Kind kind : List.of(Kind.DIRECTORY_CLIENT, Kind.SIGN_IN_CLIENT, Kind.ANNA)) {
      assertThat(refusedFor("OwnAccount", kind)).isEqualTo("unauthenticated");
    }
    assertThat(refusedFor("TheSystem", Kind.SYSTEM)).isEqualTo("yes");
  }

  /** The client's row has these scopes when the command is decided. */
  private static String refusedFor(String demand, Kind kind, Scope... scopes) {
    LockedRows rows = rows(kind);
    LockedRows now = new LockedRows(rows.caller(), rows.anotherActiveOwner(), Set.of(scopes));
    return refusal(
        new Authority(demanded(demand), caller(kind), now, ACME, ANNA, AddressRules.NONE));
  }

  private static String refusal(Authority authority) {
    try {
      authority.decide();
      return "yes";
    } catch (Rejected refused) {
      return refused.reason().stableName();
    }
  }

  @Test
  void every_command_says_who_may_issue_it() throws ClassNotFoundException {
    var scan = new ClassPathScanningCandidateComponentProvider(false);
    scan.addIncludeFilter(new AssignableTypeFilter(Command.class));
    var commands =
        scan.findCandidateComponents("com.keeptrusts.security.command").stream()
            .map(found -> found.getBeanClassName())
            .filter(name -> name != null && !name.contains("Test"))
            .toList();
    assertThat(commands).hasSizeGreaterThan(25);
    for (String name : commands) {
      assertThat(Class.forName(name).getAnnotation(Demands.class)).as(name).isNotNull();
    }
  }
}
