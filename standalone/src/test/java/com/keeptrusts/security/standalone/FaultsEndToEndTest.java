package com.keeptrusts.security.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.keeptrusts.security.standalone.harness.Api;
import com.keeptrusts.security.standalone.harness.AtOnce;
import com.keeptrusts.security.standalone.harness.Cluster;
import com.keeptrusts.security.standalone.harness.HeldLock;
import com.keeptrusts.security.standalone.harness.Node;
import com.keeptrusts.security.standalone.harness.People;
import com.keeptrusts.security.standalone.harness.People.Person;
import com.keeptrusts.security.standalone.harness.SharedCluster;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What goes wrong at the worst moment, brought about on purpose. */
@ExtendWith(SharedCluster.class)
class FaultsEndToEndTest {

  /** As {@code keeptrusts.command.database.connections} is by default. */
  private static final int CONNECTIONS = 20;

  private static final Duration OTHERS_GO_ON_WITHIN = Duration.ofSeconds(10);

  private Cluster cluster;
  private People people;

  @BeforeEach
  void start(Cluster shared) {
    cluster = shared;
    people = new People(cluster);
  }

  @Test
  @Tag("AUD-2")
  void who_is_paused_in_the_middle_of_numbering_holds_up_nobody_and_numbers_nothing_twice()
      throws Exception {
    Node paused = stopInTheMiddleOfNumbering(Node::pause);
    othersGoOn(paused);
    paused.resume();
    othersGoOn(paused);
    assertNumbersAreDense();
  }

  @Test
  @Tag("AUD-2")
  void who_is_killed_in_the_middle_of_numbering_holds_up_nobody_and_leaves_no_gap()
      throws Exception {
    Node killed = stopInTheMiddleOfNumbering(Node::kill);
    othersGoOn(killed);
    killed.startAgain();
    killed.awaitReady();
    assertNumbersAreDense();
  }

  /** Which node it was. */
  private Node stopInTheMiddleOfNumbering(Consumer<Node> stop) throws Exception {
    try (HeldLock numbering = cluster.holdNumbering()) {
      people.register(people.email());
      Node inTheMiddle = cluster.node(numbering.awaitWaiting(1).get(0));
      stop.accept(inTheMiddle);
      return inTheMiddle;
    }
  }

  private void othersGoOn(Node stopped) {
    Api other = cluster.api(stopped.name().equals("command-1") ? 1 : 0);
    Api.Answer registered =
        other.post("/v1/users", Map.of("email", people.email(), "displayName", "Some Body"));
    assertThat(registered.status()).isEqualTo(201);
    await()
        .atMost(OTHERS_GO_ON_WITHIN)
        .until(() -> cluster.database().read("SELECT 1 FROM log.outbox").isEmpty());
  }

  private void assertNumbersAreDense() throws SQLException {
    assertThat(
            cluster
                .database()
                .read(
                    """
                    SELECT count(*) - max(number) || ' missing, '
                      || (SELECT count(*) FROM log.event) - count(*) || ' not numbered'
                    FROM log.sequence
                    """))
        .containsExactly("0 missing, 0 not numbered");
  }

  @Test
  @Tag("SES-4")
  void a_full_pool_of_connections_refuses_for_a_moment_and_what_it_acknowledges_is_done()
      throws Exception {
    List<Person> persons = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS + 4; i++) {
      persons.add(people.person());
    }
    List<Api.Answer> answers;
    try (AtOnce revocations = new AtOnce(number -> revokeSessions(persons.get(number)))) {
      try (HeldLock users = cluster.hold(persons.stream().map(Person::user).toList())) {
        revocations.send(persons.size());
        assertThat(users.awaitWaiting(CONNECTIONS)).containsOnly("command-1");
        for (Person person : persons) {
          assertThat(cluster.api(0).decide(person.session(), null).text("outcome"))
              .isEqualTo("ALLOW");
        }
        assertThat(cluster.api(1).signIn(people.email(), "not a password").status()).isEqualTo(401);
      }
      answers = revocations.answers();
    }
    assertThat(answers).allMatch(answer -> answer.status() == 200 || answer.status() == 503);
    for (int i = 0; i < persons.size(); i++) {
      if (answers.get(i).status() == 503) {
        assertThat(revokeSessions(persons.get(i)).status()).isEqualTo(200);
      }
      assertThat(cluster.api(1).decide(persons.get(i).session(), null).text("outcome"))
          .isEqualTo("DENY");
    }
  }

  private Api.Answer revokeSessions(Person person) {
    return cluster.api(0).post("/v1/users/" + person.user() + "/sessions/revocation", Map.of());
  }
}
