package com.keeptrusts.security.command.user;

import static com.keeptrusts.security.command.user.TestOrgs.ACME;
import static com.keeptrusts.security.command.user.TestUsers.ANNA;
import static com.keeptrusts.security.command.user.TestUsers.EMAIL;
import static com.keeptrusts.security.command.user.TestUsers.NAME;
import static com.keeptrusts.security.command.user.TestUsers.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.command.authority.Standing;
import com.keeptrusts.security.enforcement.MfaDemand;
import com.keeptrusts.security.event.GracePeriod;
import com.keeptrusts.security.event.GracePeriods;
import com.keeptrusts.security.event.MfaGracePeriodEnded;
import com.keeptrusts.security.event.MfaLevel;
import com.keeptrusts.security.event.MfaPolicies;
import com.keeptrusts.security.event.MfaPolicy;
import com.keeptrusts.security.event.MfaPolicyTerms;
import com.keeptrusts.security.event.OrgJoined;
import com.keeptrusts.security.event.OrgRoleChanged;
import com.keeptrusts.security.event.Origin;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.UserSecurityEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;
import org.axonframework.eventhandling.DomainEventMessage;
import org.jspecify.annotations.Nullable;

/**
 * Whatever happens to a member and to the org's policy, at whatever hours, and whenever somebody
 * writes down what it means: whether the member is blocked is what somebody says who counts hours
 * and knows of no deadline. Nothing that is computed in the product is used for that.
 */
class MfaObligationsPropertyTest {

  enum Kind {
    TIGHTEN_ALL,
    TIGHTEN_ADMINS,
    LOOSEN,
    JOIN,
    LEAVE,
    PROMOTE,
    DEMOTE,
    EXTEND,
    ENROL,
    DISABLE,
    RESET,
    /** Somebody writes down what the policies mean: the walk. */
    WALK,
    /** A timer goes off, whether or not there is something to say. */
    TIMER
  }

  /** What happens so many hours after what happened before. */
  record Turn(int hours, Kind kind, int days) {}

  @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
  @Tag("POL-3")
  @Tag("POL-4")
  @Tag("POL-6")
  @Tag("POL-7")
  @Tag("POL-10")
  void who_is_blocked_is_who_a_counter_of_hours_says(@ForAll("turns") List<Turn> turns) {
    new History().play(turns);
  }

  @Provide
  Arbitrary<List<Turn>> turns() {
    Arbitrary<Integer> hours =
        Arbitraries.frequencyOf(
            Tuple.of(6, Arbitraries.integers().between(0, 60)),
            Tuple.of(2, Arbitraries.integers().between(60, 400)),
            Tuple.of(1, Arbitraries.integers().between(2100, 2220)));
    return Combinators.combine(
            hours, Arbitraries.of(Kind.class), Arbitraries.of(0, 1, 1, 2, 3, 7, 14, 30))
        .as(Turn::new)
        .list()
        .ofMinSize(5)
        .ofMaxSize(40);
  }

  /** The world as the product sees it, and beside it somebody who counts. */
  private static final class History {

    private final Decider decider = new Decider();
    private final List<MfaPolicy> versions = new ArrayList<>();
    private final Counter counter = new Counter();
    private Instant now = NOW;
    private boolean member;
    private Role role = Role.MEMBER;
    private boolean hasMethod;
    private int apps;
    private int invitations;

    void play(List<Turn> turns) {
      ask(new RegisterUser(ANNA, EMAIL, NAME, null));
      ask(
          new IssueTemporaryPassword(
              ANNA, null, TestCredentials.TEMPORARY, now.plus(Duration.ofDays(9_999))));
      happens(new Turn(0, Kind.JOIN, 0));
      for (Turn turn : turns) {
        for (int hour = 0; hour < turn.hours(); hour++) {
          counter.anHourPasses();
          now = now.plus(Duration.ofHours(1));
          probe();
        }
        happens(turn);
        probe();
      }
      ask(new CheckMfaGracePeriod(ANNA, ACME));
      everyEndIsRecordedOnceAndNotEarly();
    }

    private void happens(Turn turn) {
      switch (turn.kind()) {
        case TIGHTEN_ALL -> set(MfaLevel.REQUIRED_FOR_ALL, turn.days());
        case TIGHTEN_ADMINS -> set(MfaLevel.REQUIRED_FOR_ADMINS, turn.days());
        case LOOSEN -> set(MfaLevel.OPTIONAL, 0);
        case JOIN -> join();
        case LEAVE -> leave();
        case PROMOTE -> role(Role.ADMIN);
        case DEMOTE -> role(Role.MEMBER);
        case EXTEND -> extend(turn.days());
        case ENROL -> enrol();
        case DISABLE -> disable();
        case RESET -> reset();
        case WALK -> {
          ask(new RequireMfa(ANNA, ACME, versions.size()));
          ask(new LiftMfaRequirement(ANNA, ACME, versions.size()));
        }
        case TIMER -> ask(new CheckMfaGracePeriod(ANNA, ACME));
      }
      counter.look(obliges(), grace());
    }

    private void set(MfaLevel level, int days) {
      MfaPolicyTerms terms = new MfaPolicyTerms(level, Duration.ofDays(days));
      if (versions.isEmpty() || !versions.get(versions.size() - 1).terms().equals(terms)) {
        versions.add(new MfaPolicy(versions.size() + 1, terms, now));
        decider.demand(ACME, new MfaPolicies(versions));
        counter.graceIs(grace());
      }
    }

    private void join() {
      if (!member) {
        invitations++;
        ask(
            new InviteMember(
                ANNA,
                ACME,
                TestOrgs.invitation(invitations),
                TestOrgs.secret(invitations),
                role,
                now.plus(Duration.ofDays(1))));
        ask(new AcceptInvitation(ANNA, TestOrgs.secret(invitations)));
        member = true;
      }
    }

    private void leave() {
      if (member) {
        ask(new LeaveOrg(ANNA, ACME));
        member = false;
        counter.leaves();
      }
    }

    private void role(Role next) {
      if (member) {
        ask(new ChangeOrgRole(ANNA, ACME, next));
        role = next;
      }
    }

    private void extend(int days) {
      Instant until = now.plus(Duration.ofDays(days));
      boolean accepted =
          member
              && decider.accepts(
                  new ExtendMfaGracePeriod(ANNA, ACME, until, "Asked nicely"),
                  metadata(TestOrgs.owner()));
      if (accepted) {
        assertThat(counter.blocked()).as("Nobody who is blocked gets more time").isFalse();
        counter.extendedFor(days);
      }
    }

    private void enrol() {
      if (!hasMethod) {
        apps++;
        ask(startSession());
        ask(
            new EnableMfa(
                ANNA,
                TestCredentials.enrollment(apps),
                TestCredentials.app(apps),
                now.plus(Duration.ofMinutes(10))));
        ask(
            new ConfirmMfa(
                ANNA,
                TestCredentials.enrollment(apps),
                TestCredentials.app(apps),
                TestCredentials.step(apps),
                TestSessions.id(apps),
                TestCredentials.codes(apps),
                TestCredentials.TEN_CODES));
        hasMethod = true;
        counter.complies();
      }
    }

    private StartSession startSession() {
      return new StartSession(
          ANNA,
          TestSessions.token(-apps),
          TestSessions.id(apps),
          TestSessions.token(apps),
          TestCredentials.TEMPORARY,
          null,
          TestSessions.ONE_DAY,
          TestSessions.ONE_HOUR,
          false);
    }

    private void disable() {
      if (hasMethod) {
        boolean accepted = decider.accepts(new DisableMfa(ANNA), metadata(TestOrgs.operator()));
        assertThat(accepted).as("Who is obliged keeps the last method").isEqualTo(!demanded());
        hasMethod = !accepted;
      }
    }

    private void reset() {
      if (hasMethod) {
        ask(new ResetMfa(ANNA, null, "Lost the phone"), TestOrgs.operator());
        hasMethod = false;
        counter.isReset(demanded(), grace());
      }
    }

    private boolean demanded() {
      return member && new MfaPolicies(versions).oblige(role);
    }

    private boolean obliges() {
      return demanded() && !hasMethod;
    }

    private int grace() {
      return (int) new MfaPolicies(versions).terms().gracePeriod().toHours();
    }

    /** What a decision would say, from what is written down. */
    private void probe() {
      GracePeriod period = hasMethod || !member ? null : demand().runs();
      boolean blocked = period != null && period.isOver(now);
      assertThat(period != null).as("obliged at %s", now).isEqualTo(obliges());
      assertThat(blocked).as("blocked at %s", now).isEqualTo(counter.blocked());
    }

    private MfaDemand demand() {
      GracePeriods recorded = GracePeriods.NONE;
      Instant since = Instant.MIN;
      for (DomainEventMessage<?> message : decider.messages(ANNA)) {
        recorded = recorded.after((UserSecurityEvent) message.getPayload(), message.getTimestamp());
        if (message.getPayload() instanceof OrgJoined
            || message.getPayload() instanceof OrgRoleChanged) {
          since = message.getTimestamp();
        }
      }
      Instant lostAt = recorded.lostAt();
      return new MfaDemand(
          ACME,
          role,
          false,
          lostAt != null && lostAt.isAfter(since) ? lostAt : since,
          new MfaPolicies(versions),
          recorded.in(ACME).orElse(null));
    }

    private void everyEndIsRecordedOnceAndNotEarly() {
      GracePeriods recorded = GracePeriods.NONE;
      for (DomainEventMessage<?> message : decider.messages(ANNA)) {
        if (message.getPayload() instanceof MfaGracePeriodEnded ended) {
          GracePeriod running = recorded.in(ACME).orElseThrow();
          assertThat(running.isRunning()).isTrue();
          assertThat(running.ended()).isFalse();
          assertThat(running.deadline()).isEqualTo(ended.deadline());
          assertThat(message.getTimestamp()).isAfterOrEqualTo(ended.deadline());
        }
        recorded = recorded.after((UserSecurityEvent) message.getPayload(), message.getTimestamp());
      }
      recorded
          .in(ACME)
          .filter(GracePeriod::isRunning)
          .ifPresent(period -> assertThat(period.ended()).isEqualTo(period.isOver(now)));
    }

    private void ask(Object command) {
      ask(command, TestOrgs.operator());
    }

    private void ask(Object command, Standing by) {
      if (!decider.accepts(command, metadata(by))) {
        throw new AssertionError("Refused: " + command);
      }
    }

    private Map<String, Object> metadata(Standing by) {
      return Map.of(Origin.AT, now, Standing.KEY, by);
    }
  }

  /**
   * Counts how many hours the member has been obliged without a method, and knows when the admins
   * have to lose patience. Hours, and no instants.
   */
  private static final class Counter {

    private static final int NINETY_DAYS = 90 * 24;

    private boolean obliged;
    private boolean blocked;
    private int used;
    private int hoursSince;
    private int grace;
    private @Nullable Integer extended;

    void anHourPasses() {
      if (extended != null) {
        extended--;
      }
      if (obliged) {
        used++;
        blocked = blocked || isTimeUp();
      } else {
        hoursSince++;
      }
    }

    /** After something happened: is the member obliged, and how much time is there? */
    void look(boolean obligedNow, int graceNow) {
      grace = graceNow;
      if (obligedNow && !obliged && hoursSince > NINETY_DAYS) {
        used = 0;
        extended = null;
      }
      if (obliged && !obligedNow) {
        hoursSince = 0;
      }
      obliged = obligedNow;
      blocked = obliged && (blocked || isTimeUp());
    }

    void graceIs(int graceNow) {
      grace = graceNow;
    }

    private boolean isTimeUp() {
      return used >= grace && (extended == null || extended <= 0);
    }

    void leaves() {
      extended = null;
    }

    void extendedFor(int days) {
      extended = days * 24;
    }

    void complies() {
      used = 0;
      extended = null;
    }

    void isReset(boolean demanded, int graceNow) {
      if (demanded) {
        used = graceNow;
        hoursSince = 0;
      }
    }

    boolean blocked() {
      return blocked;
    }
  }
}
