package com.keeptrusts.security.command.bus;

import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.command.authority.AboutOrg;
import com.keeptrusts.security.command.authority.Caller;
import com.keeptrusts.security.command.authority.Command;
import com.keeptrusts.security.command.authority.Demand;
import com.keeptrusts.security.command.authority.Demands;
import com.keeptrusts.security.command.authority.Standing;
import com.keeptrusts.security.command.authority.ThroughSignIn;
import com.keeptrusts.security.command.authority.UserCommand;
import com.keeptrusts.security.enforcement.DecisionRows;
import com.keeptrusts.security.enforcement.LockedRows;
import com.keeptrusts.security.enforcement.MembershipRow;
import com.keeptrusts.security.enforcement.OrgRow;
import com.keeptrusts.security.enforcement.PasswordKind;
import com.keeptrusts.security.enforcement.SessionRow;
import com.keeptrusts.security.enforcement.UserRow;
import com.keeptrusts.security.event.Actor;
import com.keeptrusts.security.event.Factor;
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
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every demand against every kind of caller, as one table. */
@Tag("ORG-1")
@Tag("ORG-4")
@Tag("PWD-3")
@Tag("SES-5")
@Tag("TOTP-5")
class AuthorityTest {

  private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
  private static final UserId ANNA = UserId.of(id(1));
  private static final UserId BOB = UserId.of(id(2));
  private static final OrgId ACME = OrgId.of(id(10));
  private static final ServiceClientId BACKEND = ServiceClientId.of(id(20));
  private static final Sha256 TOKEN = Sha256.ofToken("session");

  /** All are about Anna's account, some of them within Acme. */
  interface Asked extends UserCommand {
    @Override
    default UserId userId() {
      return ANNA;
    }
  }

  interface AskedInAcme extends Asked, AboutOrg {
    @Override
    default OrgId orgId() {
      return ACME;
    }
  }

  @Demands(Demand.OWN_ACCOUNT)
  record Own() implements Asked {}

  @Demands(value = Demand.OWN_ACCOUNT, whileRotationIsDue = true)
  record Gated() implements Asked {}

  @Demands(value = Demand.OWN_ACCOUNT, scope = Scope.OPERATE)
  record OwnOrClient() implements Asked {}

  @Demands(Demand.OWN_ACCOUNT_REAUTHENTICATED)
  record Proved() implements Asked {}

  @Demands(Demand.OWN_ACCOUNT_REAUTHENTICATED_OR_RECOVERED)
  record Recovered() implements Asked {}

  @Demands(Demand.ORG_ADMIN)
  record Admin() implements AskedInAcme {}

  @Demands(value = Demand.ORG_ADMIN, scope = Scope.OPERATE)
  record AdminOrClient() implements AskedInAcme {}

  @Demands(value = Demand.SERVICE_CLIENT, scope = Scope.OPERATE)
  record Client() implements Asked {}

  @Demands(Demand.SIGN_IN)
  record SignIn() implements Asked, ThroughSignIn {
    @Override
    public Sha256 signIn() {
      return TOKEN;
    }
  }

  @Demands(Demand.SYSTEM)
  record SystemAlone() implements Asked {}

  private static final List<Command> COMMANDS =
      List.of(
          new Own(),
          new Gated(),
          new OwnOrClient(),
          new Proved(),
          new Recovered(),
          new Admin(),
          new AdminOrClient(),
          new Client(),
          new SignIn(),
          new SystemAlone());

  private static final String TABLE =
      """
      caller                 | Own  | Gated| OwnOr| Prov | Recov| Admin| AdmOr| Client| SignIn| System
      system                 | no   | no   | no   | no   | no   | no   | no   | yes   | no    | yes
      client                 | no   | no   | yes  | no   | no   | no   | yes  | yes   | scope | no
      client, other scopes   | no   | no   | scope| no   | no   | no   | scope| scope | yes   | no
      client, no such org    | no   | no   | yes  | no   | no   | no   | 404  | yes   | scope | no
      unknown token          | dead | dead | dead | dead | dead | dead | dead | dead  | dead  | dead
      ran out                | dead | dead | dead | dead | dead | dead | dead | dead  | dead  | dead
      lay idle               | dead | dead | dead | dead | dead | dead | dead | dead  | dead  | dead
      says to be another     | no   | no   | no   | no   | no   | no   | no   | no    | no    | no
      rotation due           | pwd  | yes  | pwd  | pwd  | pwd  | pwd  | pwd  | pwd   | pwd   | pwd
      just signed in         | yes  | yes  | yes  | yes  | yes  | 404  | 404  | no    | no    | no
      proved at 10 min       | yes  | yes  | yes  | yes  | yes  | 404  | 404  | no    | no    | no
      proved at 10 min 1 ms  | yes  | yes  | yes  | again| again| 404  | 404  | no    | no    | no
      TOTP, password proved  | yes  | yes  | yes  | again| again| 404  | 404  | no    | no    | no
      TOTP, both proved      | yes  | yes  | yes  | yes  | yes  | 404  | 404  | no    | no    | no
      recovery at 10 min     | yes  | yes  | yes  | again| yes  | 404  | 404  | no    | no    | no
      recovery too long ago  | yes  | yes  | yes  | again| again| 404  | 404  | no    | no    | no
      recovery, TOTP is off  | yes  | yes  | yes  | again| again| 404  | 404  | no    | no    | no
      somebody else          | no   | no   | no   | no   | no   | 404  | 404  | no    | no    | no
      member                 | no   | no   | no   | no   | no   | no   | no   | no    | no    | no
      reviewer               | no   | no   | no   | no   | no   | no   | no   | no    | no    | no
      admin                  | no   | no   | no   | no   | no   | yes  | yes  | no    | no    | no
      owner                  | no   | no   | no   | no   | no   | yes  | yes  | no    | no    | no
      admin, proof outdated  | no   | no   | no   | no   | no   | again| again| no    | no    | no
      admin, suspended       | no   | no   | no   | no   | no   | no   | no   | no    | no    | no
      admin, no such org     | no   | no   | no   | no   | no   | 404  | 404  | no    | no    | no
      admin, rotation due    | pwd  | no   | pwd  | pwd  | pwd  | pwd  | pwd  | pwd   | pwd   | pwd
      """;

  private static final Map<String, String> OUTCOMES =
      Map.of(
          "yes", "yes",
          "no", "not-allowed",
          "scope", "scope-missing",
          "404", "not-found",
          "dead", "session-not-live",
          "pwd", "password-rotation-required",
          "again", "reauthentication-required");

  @TestFactory
  Stream<DynamicTest> each_demand_is_met_by_the_callers_it_names_and_by_nobody_else() {
    Map<String, Who> callers = callers();
    return TABLE.lines().skip(1).map(AuthorityTest::cells).map(row -> test(row, callers));
  }

  private static DynamicTest test(List<String> row, Map<String, Who> callers) {
    Who who = callers.get(row.get(0));
    return DynamicTest.dynamicTest(
        row.get(0),
        () -> {
          assertThat(who).isNotNull();
          for (int i = 0; i < COMMANDS.size(); i++) {
            assertThat(outcome(COMMANDS.get(i), who))
                .as("%s asks for %s", row.get(0), COMMANDS.get(i))
                .isEqualTo(OUTCOMES.get(row.get(i + 1)));
          }
        });
  }

  @Test
  void every_demand_and_every_kind_of_caller_is_in_the_table() {
    assertThat(
            COMMANDS.stream()
                .map(command -> demands(command).value())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Demand.class))))
        .isEqualTo(EnumSet.allOf(Demand.class));
    assertThat(TABLE.lines().skip(1).map(line -> cells(line).get(0)))
        .containsExactlyInAnyOrderElementsOf(callers().keySet());
  }

  @Test
  void whoever_passes_is_known_to_the_aggregate_as_what_they_are() {
    assertThat(decide(new Admin(), callers().get("owner")))
        .isEqualTo(new Standing(Actor.of(BOB), false, Role.OWNER, true));
    assertThat(decide(new Client(), callers().get("client")))
        .isEqualTo(new Standing(Actor.of(BACKEND), true, null, true));
    assertThat(decide(new Own(), callers().get("just signed in")))
        .isEqualTo(new Standing(Actor.of(ANNA), false, null, true));
  }

  private static List<String> cells(String line) {
    return Arrays.stream(line.split("\\|")).map(String::strip).toList();
  }

  private static String outcome(Command command, Who who) {
    try {
      decide(command, who);
      return "yes";
    } catch (Rejected refused) {
      return refused.reason().stableName();
    }
  }

  private static Standing decide(Command command, Who who) {
    OrgId org = command instanceof AboutOrg about ? about.orgId() : null;
    DecisionRows all = who.rows();
    DecisionRows asked =
        new DecisionRows(
            all.now(),
            all.session(),
            all.user(),
            org == null ? null : all.org(),
            org == null ? null : all.membership());
    return new Authority(
            demands(command), who.caller(), new LockedRows(asked, true, true), org, ANNA)
        .decide();
  }

  private static Demands demands(Command command) {
    Demands demands = command.getClass().getAnnotation(Demands.class);
    if (demands == null) {
      throw new IllegalStateException("Each says who may issue it: " + command);
    }
    return demands;
  }

  /** A caller, and what the database holds of them. */
  private record Who(Caller caller, DecisionRows rows) {}

  private static Map<String, Who> callers() {
    Map<String, Who> all = new LinkedHashMap<>();
    all.put("system", new Who(Caller.system("test"), rows(null, null, acme(), null)));
    all.put("client", client(acme(), Scope.OPERATE));
    all.put("client, other scopes", client(acme(), Scope.SIGN_IN, Scope.DIRECTORY));
    all.put("client, no such org", client(null, Scope.OPERATE));
    all.put("unknown token", new Who(acting(ANNA), rows(null, null, acme(), null)));
    all.put("ran out", anna(new Session().startedBefore(Duration.ofHours(24)).seenBefore("PT0S")));
    all.put("lay idle", anna(new Session().seenBefore("PT1H1M")));
    all.put(
        "says to be another", new Who(acting(ANNA), rows(new Session().of(BOB), BOB, acme(), null)));
    all.put("rotation due", anna(new Session().gated()));
    all.put("just signed in", anna(new Session()));
    all.put("proved at 10 min", anna(new Session().provedBefore("PT10M")));
    all.put("proved at 10 min 1 ms", anna(new Session().provedBefore("PT10M0.001S")));
    all.put("TOTP, password proved", anna(new Session().totpOn()));
    all.put("TOTP, both proved", anna(new Session().totpOn().multiFactor()));
    all.put("recovery at 10 min", anna(new Session().totpOn().recovered("PT10M")));
    all.put("recovery too long ago", anna(new Session().totpOn().recovered("PT10M0.001S")));
    all.put("recovery, TOTP is off", anna(new Session().recovered("PT0S")));
    all.put("somebody else", bob(new Session(), null, false));
    all.put("member", bob(new Session(), Role.MEMBER, false));
    all.put("reviewer", bob(new Session(), Role.COMPLIANCE_REVIEWER, false));
    all.put("admin", bob(new Session(), Role.ADMIN, false));
    all.put("owner", bob(new Session(), Role.OWNER, false));
    all.put("admin, proof outdated", bob(new Session().provedBefore("PT11M"), Role.ADMIN, false));
    all.put("admin, suspended", bob(new Session(), Role.ADMIN, true));
    all.put(
        "admin, no such org", new Who(acting(BOB), rows(new Session().of(BOB), BOB, null, null)));
    all.put("admin, rotation due", bob(new Session().gated(), Role.ADMIN, false));
    return all;
  }

  private static Who client(@Nullable OrgRow org, Scope... scopes) {
    Origin origin = new Origin(Actor.of(BACKEND), null, null, null, null, null, "test", null);
    return new Who(new Caller(Set.of(scopes), null, origin), rows(null, null, org, null));
  }

  private static Who anna(Session session) {
    return new Who(acting(ANNA), rows(session.of(ANNA), ANNA, acme(), null));
  }

  private static Who bob(Session session, @Nullable Role role, boolean suspended) {
    MembershipRow membership =
        role == null ? null : new MembershipRow(BOB, ACME, role, suspended);
    return new Who(acting(BOB), rows(session.of(BOB), BOB, acme(), membership));
  }

  private static OrgRow acme() {
    return new OrgRow(ACME, 3);
  }

  private static Caller acting(UserId user) {
    return new Caller(
        Set.of(),
        TOKEN,
        new Origin(
            Actor.of(user), BACKEND, SessionId.of(id(5)), null, null, null, "test", null));
  }

  private static DecisionRows rows(
      @Nullable Session session,
      @Nullable UserId user,
      @Nullable OrgRow org,
      @Nullable MembershipRow membership) {
    boolean totp = session != null && session.totp;
    return new DecisionRows(
        NOW,
        session == null ? null : session.row(),
        user == null ? null : new UserRow(user, 7, totp, PasswordKind.PERMANENT),
        org,
        membership);
  }

  /** A session made a moment ago with a password, unless said otherwise. */
  private static final class Session {
    private UserId user = ANNA;
    private Instant startedAt = NOW;
    private Instant seenAt = NOW;
    private @Nullable Instant provedAt = NOW;
    private boolean totp;
    private boolean multiFactor;
    private boolean gated;
    private boolean recovery;

    Session of(UserId whose) {
      user = whose;
      return this;
    }

    Session startedBefore(Duration ago) {
      startedAt = NOW.minus(ago);
      return this;
    }

    Session seenBefore(String ago) {
      seenAt = NOW.minus(Duration.parse(ago));
      return this;
    }

    Session provedBefore(String ago) {
      provedAt = NOW.minus(Duration.parse(ago));
      return this;
    }

    Session recovered(String ago) {
      recovery = true;
      provedAt = null;
      return startedBefore(Duration.parse(ago));
    }

    Session totpOn() {
      totp = true;
      return this;
    }

    Session multiFactor() {
      multiFactor = true;
      return this;
    }

    Session gated() {
      gated = true;
      return this;
    }

    SessionRow row() {
      return new SessionRow(
          SessionId.of(id(5)),
          TOKEN,
          user,
          startedAt,
          startedAt.plus(Duration.ofHours(24)),
          Duration.ofHours(1),
          List.of(Factor.PASSWORD),
          multiFactor,
          gated,
          recovery,
          provedAt,
          multiFactor,
          seenAt);
    }
  }

  private static String id(long number) {
    return new UUID(0, number).toString();
  }
}
