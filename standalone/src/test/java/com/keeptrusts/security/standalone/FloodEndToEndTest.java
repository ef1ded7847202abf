package com.keeptrusts.security.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.standalone.harness.Api;
import com.keeptrusts.security.standalone.harness.AtOnce;
import com.keeptrusts.security.standalone.harness.Cluster;
import com.keeptrusts.security.standalone.harness.Node;
import com.keeptrusts.security.standalone.harness.People;
import com.keeptrusts.security.standalone.harness.People.Person;
import com.keeptrusts.security.standalone.harness.SharedCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** More sign-ins at once than a node has threads, let alone cores for their hashes. */
@ExtendWith(SharedCluster.class)
class FloodEndToEndTest {

  private static final int AT_ONCE = 500;

  /** So that what needs no hash is not merely next in line behind all that do. */
  private static final long ANSWERED_WITHIN_SECONDS = 5;

  @Test
  @Tag("PWD-1")
  void of_five_hundred_sign_ins_at_once_the_overflow_is_told_when_to_come_back_and_others_go_on(
      Cluster nodes) throws Exception {
    People people = new People(nodes);
    Person somebody = people.person();
    Api api = nodes.api(0);
    Node node = nodes.commandNode(0);
    List<String> emails = IntStream.range(0, AT_ONCE).mapToObj(i -> people.email()).toList();
    List<Api.Answer> meanwhile = new ArrayList<>();
    try (AtOnce flood = new AtOnce(number -> api.signIn(emails.get(number), "a guess"))) {
      flood.send(AT_ONCE);
      int rounds = 0;
      while (!flood.isOver() || rounds == 0) {
        assertThat(node.liveness()).isEqualTo(200);
        meanwhile.add(api.call("GET", "/v1/me/sessions", somebody.session(), null));
        meanwhile.add(api.decide(somebody.session(), null));
        rounds++;
      }
      assertThat(flood.answers())
          .allMatch(answer -> answer.status() == 401 || answer.status() == 503)
          .anyMatch(answer -> answer.status() == 401)
          .filteredOn(answer -> answer.status() == 503)
          .isNotEmpty()
          .allMatch(answer -> answer.problem().equals("busy") && answer.retryAfter() > 0);
    }
    assertThat(meanwhile)
        .allMatch(answer -> answer.status() == 200)
        .allMatch(
            answer ->
                answer.endedNanos() - answer.startedNanos()
                    < ANSWERED_WITHIN_SECONDS * 1_000_000_000L);
    assertThat(api.signIn(somebody.email(), People.PASSWORD).status()).isEqualTo(201);
  }
}
