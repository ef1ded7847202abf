package com.keeptrusts.security.command.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.keeptrusts.security.command.Because;
import com.keeptrusts.security.command.SnapshotJson;
import com.keeptrusts.security.command.authority.Standing;
import com.keeptrusts.security.event.Actor;
import com.keeptrusts.security.event.Origin;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.ServiceClientId;
import com.keeptrusts.security.event.ServiceCredentialIssued;
import com.keeptrusts.security.event.ServiceCredentialRevoked;
import com.keeptrusts.security.event.ServiceCredentialRotated;
import com.keeptrusts.security.event.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.ResultValidator;
import org.axonframework.test.aggregate.TestExecutor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ServiceClientTest {

  private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
  private static final Instant NEXT_MONTH = NOW.plus(Duration.ofDays(30));
  private static final Instant NEXT_YEAR = NOW.plus(Duration.ofDays(365));
  private static final Duration ONE_DAY = Duration.ofDays(1);
  private static final ServiceClientId CONSOLE = ServiceClientId.of(new UUID(0, 3).toString());
  private static final Actor ANOTHER = Actor.of(ServiceClientId.of(new UUID(0, 4).toString()));
  private static final Sha256 FIRST = Sha256.ofToken("first");
  private static final Sha256 SECOND = Sha256.ofToken("second");
  private static final ServiceCredentialIssued ISSUED =
      new ServiceCredentialIssued(CONSOLE, "Console", Set.of(Scope.ACT), FIRST, NEXT_MONTH);

  @Test
  @Tag("ORG-4")
  void a_credential_is_issued_with_its_scopes_and_its_expiry() {
    given().when(issue(NEXT_MONTH), at(NOW)).expectEvents(ISSUED);
  }

  @Test
  @Tag("ORG-4")
  void nobody_gives_out_a_scope_that_they_lack() {
    Map<String, Object> without = by(ANOTHER, Set.of(Scope.SERVICE_CLIENTS), NOW);
    refused(given().when(issue(NEXT_MONTH), without), Reason.SCOPE_MISSING);
    refused(
        given(ISSUED)
            .when(new RotateServiceCredential(CONSOLE, SECOND, NEXT_YEAR, ONE_DAY), without),
        Reason.SCOPE_MISSING);
  }

  @Test
  @Tag("ORG-4")
  void the_system_gives_out_the_first_credential() {
    given().when(issue(NEXT_MONTH), by(Actor.SYSTEM, Set.of(), NOW)).expectEvents(ISSUED);
  }

  @Test
  @Tag("ORG-4")
  void a_credential_that_has_expired_already_is_not_issued() {
    refused(given().when(issue(NOW), at(NOW)), Reason.INVALID_VALUE);
  }

  @Test
  @Tag("ORG-4")
  void a_credential_lives_at_most_two_years() {
    for (long days : new long[] {732, 1_000_000_000L}) {
      Instant late = NOW.plus(Duration.ofDays(days));
      refused(given().when(issue(late), at(NOW)), Reason.INVALID_VALUE);
      refused(
          given(ISSUED).when(new RotateServiceCredential(CONSOLE, SECOND, late, ONE_DAY), at(NOW)),
          Reason.INVALID_VALUE);
    }
  }

  @Test
  @Tag("ORG-4")
  void a_client_has_a_name_and_at_least_one_scope() {
    for (Runnable without :
        new Runnable[] {
          () -> new IssueServiceCredential(CONSOLE, "Console", Set.of(), FIRST, NEXT_MONTH),
          () -> new IssueServiceCredential(CONSOLE, "", Set.of(Scope.ACT), FIRST, NEXT_MONTH)
        }) {
      assertThatThrownBy(without::run)
          .isInstanceOfSatisfying(
              Rejected.class,
              refusal -> assertThat(refusal.reason()).isEqualTo(Reason.INVALID_VALUE));
    }
  }

  @Test
  @Tag("ORG-4")
  void rotation_keeps_the_credential_before_for_the_overlap() {
    given(ISSUED)
        .when(new RotateServiceCredential(CONSOLE, SECOND, NEXT_YEAR, ONE_DAY), at(NOW))
        .expectEvents(new ServiceCredentialRotated(CONSOLE, SECOND, NEXT_YEAR, NOW.plus(ONE_DAY)));
  }

  @Test
  @Tag("ORG-4")
  void no_overlap_makes_a_credential_live_longer_than_it_was_to() {
    given(ISSUED)
        .when(new RotateServiceCredential(CONSOLE, SECOND, NEXT_YEAR, Duration.ofDays(90)), at(NOW))
        .expectEvents(new ServiceCredentialRotated(CONSOLE, SECOND, NEXT_YEAR, NEXT_MONTH));
  }

  @Test
  @Tag("ORG-4")
  void an_overlap_is_neither_negative_nor_longer_than_a_year() {
    Duration[] wrong = {
      Duration.ofSeconds(-1), Duration.ofDays(366), Duration.ofSeconds(Long.MAX_VALUE)
    };
    for (Duration overlap : wrong) {
      assertThatThrownBy(() -> new RotateServiceCredential(CONSOLE, SECOND, NEXT_YEAR, overlap))
          .isInstanceOf(Rejected.class);
    }
  }

  @Test
  @Tag("ORG-4")
  void a_revoked_client_stays_revoked() {
    refused(
        given(ISSUED, new ServiceCredentialRevoked(CONSOLE))
            .when(new RotateServiceCredential(CONSOLE, SECOND, NEXT_YEAR, ONE_DAY), at(NOW)),
        Reason.ALREADY_REVOKED);
  }

  @Test
  @Tag("ORG-4")
  void revoking_is_recorded_once() {
    given(ISSUED)
        .when(new RevokeServiceCredential(CONSOLE), at(NOW))
        .expectEvents(new ServiceCredentialRevoked(CONSOLE));
    given(ISSUED, new ServiceCredentialRevoked(CONSOLE))
        .when(new RevokeServiceCredential(CONSOLE), at(NOW))
        .expectSuccessfulHandlerExecution()
        .expectNoEvents();
  }

  @Test
  void a_snapshot_of_a_client_decides_like_its_events() {
    ServiceClient restored =
        SnapshotJson.read(
            "{\"clientId\":\""
                + CONSOLE
                + "\",\"scopes\":[\"act\"],\"goodUntil\":\""
                + NEXT_MONTH
                + "\"}",
            ServiceClient.class);
    new AggregateTestFixture<>(ServiceClient.class)
        .givenState(() -> restored)
        .when(new RotateServiceCredential(CONSOLE, SECOND, NEXT_YEAR, Duration.ofDays(90)), at(NOW))
        .expectEvents(new ServiceCredentialRotated(CONSOLE, SECOND, NEXT_YEAR, NEXT_MONTH));
  }

  /** Whoever changes the fields raises the revision, so that older snapshots are left aside. */
  @Test
  @Tag("LOG-3")
  void the_shape_of_a_snapshot_belongs_to_its_revision() throws Exception {
    JsonNode sample = SnapshotJson.sample("client", ServiceClient.class);
    new AggregateTestFixture<>(ServiceClient.class)
        .givenNoPriorActivity()
        .when(issue(NEXT_MONTH), at(NOW))
        .expectState(client -> assertThat(SnapshotJson.tree(client)).isEqualTo(sample));
  }

  private static TestExecutor<ServiceClient> given(Object... events) {
    return new AggregateTestFixture<>(ServiceClient.class).given(events);
  }

  private static IssueServiceCredential issue(Instant expiresAt) {
    return new IssueServiceCredential(CONSOLE, "Console", Set.of(Scope.ACT), FIRST, expiresAt);
  }

  private static Map<String, Object> at(Instant now) {
    return by(ANOTHER, Set.of(Scope.SERVICE_CLIENTS, Scope.ACT), now);
  }

  private static Map<String, Object> by(Actor actor, Set<Scope> scopes, Instant now) {
    return Map.of(Origin.AT, now, Standing.KEY, new Standing(actor, true, scopes, null, false));
  }

  private static void refused(ResultValidator<ServiceClient> result, Reason reason) {
    result.expectException(Because.of(reason)).expectNoEvents();
  }
}
