package com.keeptrusts.security.enforcement;

import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.event.AddressRules;
import com.keeptrusts.security.event.Factor;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.SessionId;
import com.keeptrusts.security.event.Sha256;
import com.keeptrusts.security.event.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

/**
 * Rows and questions mixed at random out of a few ids and instants, present, absent, fitting or
 * not.
 */
class DecisionRulesPropertyTest {

  private static final Instant NOON = TestRows.NOON;
  private static final List<Sha256> TOKENS = List.of(TestIds.token(), TestIds.token());
  private static final List<UserId> USERS = List.of(TestIds.user(), TestIds.user());
  private static final List<OrgId> ORGS = List.of(TestIds.org(), TestIds.org());
  private static final SessionId SESSION = TestIds.session();

  @Property(tries = 5_000)
  @Tag("DEC-2")
  void every_question_about_whatever_rows_is_answered_and_with_a_reason(
      @ForAll("rows") DecisionRows rows, @ForAll("questions") Question question) {
    Decision decision = decide(rows, question);

    assertThat(decision.reasons()).hasSize(1);
    assertThat(decision.gates().isEmpty())
        .isEqualTo(decision.outcome() != Decision.Outcome.RESTRICT);
  }

  @Property(tries = 20_000)
  @Tag("DEC-2")
  void what_passes_has_all_its_rows_and_they_fit_and_what_has_them_passes(
      @ForAll("rows") DecisionRows rows, @ForAll("questions") Question question) {
    Decision decision = decide(rows, question);

    assertThat(decision.outcome() != Decision.Outcome.DENY)
        .isEqualTo(sessionFits(rows, question) && orgFits(rows, question));
  }

  private static boolean sessionFits(DecisionRows rows, Question question) {
    SessionRow session = rows.session();
    UserRow user = rows.user();
    if (session == null || user == null || session.seenAt() == null) {
      return false;
    }
    Instant idle = session.seenAt().plus(session.idleTimeout()).plusSeconds(60);
    return session.tokenHash().equals(question.sessionTokenHash())
        && session.user().equals(user.id())
        && rows.now().isBefore(idle)
        && rows.now().isBefore(session.expiresAt());
  }

  private static boolean orgFits(DecisionRows rows, Question question) {
    OrgRow org = rows.org();
    MembershipRow membership = rows.membership();
    UserRow user = rows.user();
    if (question.org() == null) {
      return org == null && membership == null;
    }
    return org != null
        && membership != null
        && user != null
        && question.org().equals(org.id())
        && question.org().equals(membership.org())
        && user.id().equals(membership.user())
        && !membership.suspended();
  }

  @Provide
  Arbitrary<Question> questions() {
    return Combinators.combine(Arbitraries.of(TOKENS), Arbitraries.of(ORGS).injectNull(0.3))
        .as((token, org) -> new Question(token, org, null));
  }

  @Provide
  Arbitrary<DecisionRows> rows() {
    Arbitrary<UserRow> users =
        Combinators.combine(Arbitraries.of(USERS), Arbitraries.of(true, false))
            .as((id, totp) -> new UserRow(id, 1, totp, totp ? 0 : 1, null));
    Arbitrary<OrgRow> orgs = Arbitraries.of(ORGS).map(id -> new OrgRow(id, 1, 0, null));
    Arbitrary<MembershipRow> memberships =
        Combinators.combine(
                Arbitraries.of(USERS),
                Arbitraries.of(ORGS),
                Arbitraries.of(Role.class),
                Arbitraries.of(true, false))
            .as(MembershipRow::new);
    return Combinators.combine(
            sessions().injectNull(0.1),
            users.injectNull(0.1),
            orgs.injectNull(0.3),
            memberships.injectNull(0.3))
        .as((session, user, org, membership) -> TestRows.rows(session, user, org, membership));
  }

  private static Arbitrary<SessionRow> sessions() {
    Arbitrary<Instant> around =
        Arbitraries.integers().between(-90, 30).map(minutes -> NOON.plusSeconds(60L * minutes));
    Arbitrary<Duration> timeouts = Arbitraries.of(Duration.ZERO, Duration.ofHours(1));
    Arbitrary<Instant> ends = Arbitraries.of(NOON.minusMillis(1), NOON, NOON.plusMillis(1));
    return Combinators.combine(
            Arbitraries.of(TOKENS),
            Arbitraries.of(USERS),
            around.injectNull(0.05),
            ends,
            timeouts,
            Arbitraries.of(true, false))
        .as(
            (token, user, seen, end, timeout, rotation) ->
                new SessionRow(
                    SESSION,
                    token,
                    user,
                    NOON.minusSeconds(7_200),
                    end,
                    timeout,
                    List.of(Factor.PASSWORD),
                    false,
                    rotation,
                    false,
                    null,
                    false,
                    seen));
  }

  /** By an org without address rules. */
  private static Decision decide(DecisionRows rows, Question question) {
    return DecisionRules.decide(rows, question, AddressRules.NONE);
  }
}
