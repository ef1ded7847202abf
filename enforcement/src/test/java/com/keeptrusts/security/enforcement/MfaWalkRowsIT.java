package com.keeptrusts.security.enforcement;

import static com.keeptrusts.security.enforcement.TestRows.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.enforcement.MfaWalkRows.Visit;
import com.keeptrusts.security.enforcement.MfaWalkRows.Walk;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.log.TestDatabase;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is written down of a walk is all that whoever goes on has. */
@Tag("POL-10")
class MfaWalkRowsIT {

  private static final OrgId ACME = TestIds.org();
  private static final OrgId BETA = TestIds.org();

  private TestDatabase database;
  private TestNode node;
  private MfaWalkRows walks;

  @BeforeEach
  void start() {
    database = TestDatabase.fresh();
    node = new TestNode(database.command());
    walks = new MfaWalkRows(database.command());
    database.setClock(NOON);
    node.happened(TestEvents.registered(ACME));
    node.happened(TestEvents.registered(BETA));
  }

  @AfterEach
  void stop() {
    database.close();
  }

  /** In the order of their ids. */
  private List<UserId> members(OrgId org, int count) {
    return IntStream.range(0, count)
        .mapToObj(any -> Person.memberOf(database, node, org, Role.MEMBER).id())
        .sorted(Comparator.comparing(UserId::value))
        .toList();
  }

  private Walk next() {
    return walks.next().orElseThrow();
  }

  private static List<UserId> users(List<Visit> visits) {
    return visits.stream().map(Visit::user).toList();
  }

  @Test
  void a_walk_goes_on_after_the_last_member_that_was_written_down() {
    List<UserId> members = members(ACME, 3);
    members(BETA, 1);
    walks.begin(ACME, 1);
    assertThat(users(walks.visits(next(), 2))).isEqualTo(members.subList(0, 2));
    assertThat(users(walks.visits(next(), 2))).isEqualTo(members.subList(0, 2));
    walks.advance(next(), members.get(1), 2, 0);
    MfaWalkRows elsewhere = new MfaWalkRows(database.command());
    assertThat(users(elsewhere.visits(next(), 2))).isEqualTo(members.subList(2, 3));
    elsewhere.finish(next());
    assertThat(walks.next()).isEmpty();
  }

  @Test
  void who_has_a_method_is_not_visited() {
    Person ada = Person.memberOf(database, node, ACME, Role.MEMBER);
    node.happened(TestEvents.mfaEnabled(ada.id(), ada.session()));
    walks.begin(ACME, 1);
    assertThat(walks.visits(next(), 10)).isEmpty();
  }

  @Test
  void a_newer_policy_begins_anew_and_the_older_walk_changes_nothing() {
    List<UserId> members = members(ACME, 2);
    walks.begin(ACME, 1);
    Walk older = next();
    walks.begin(ACME, 2);
    walks.advance(older, members.get(1), 2, 0);
    walks.repeat(older, Duration.ofDays(1));
    walks.finish(older);
    assertThat(next().policyVersion()).isEqualTo(2);
    assertThat(users(walks.visits(next(), 10))).isEqualTo(members);
  }

  @Test
  void orgs_take_turns() {
    List<UserId> members = members(ACME, 2);
    walks.begin(ACME, 1);
    database.advance(Duration.ofMillis(1));
    walks.begin(BETA, 1);
    assertThat(next().org()).isEqualTo(ACME);
    database.advance(Duration.ofMillis(1));
    walks.advance(next(), members.get(0), 1, 0);
    assertThat(next().org()).isEqualTo(BETA);
  }

  @Test
  void after_a_pause_everybody_is_visited_once_more() {
    List<UserId> members = members(ACME, 1);
    walks.begin(ACME, 1);
    walks.advance(next(), members.get(0), 1, 1);
    assertThat(next().failed()).isEqualTo(1);
    walks.repeat(next(), Duration.ofSeconds(10));
    assertThat(walks.next()).isEmpty();
    database.advance(Duration.ofSeconds(10));
    assertThat(next().failed()).isZero();
    assertThat(users(walks.visits(next(), 10))).isEqualTo(members);
  }
}
