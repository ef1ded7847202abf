package com.keeptrusts.security.enforcement;

import static com.keeptrusts.security.enforcement.TestRows.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.ServiceClientId;
import com.keeptrusts.security.event.ServiceCredentialIssued;
import com.keeptrusts.security.event.ServiceCredentialRevoked;
import com.keeptrusts.security.event.ServiceCredentialRotated;
import com.keeptrusts.security.log.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("ORG-4")
class ServiceClientsIT {

  private static final Instant NEXT_MONTH = NOON.plus(Duration.ofDays(30));

  private final ServiceClientId client = TestIds.client();
  private final ServiceCredential first = ServiceCredential.of(client, "a".repeat(43));
  private final ServiceCredential second = ServiceCredential.of(client, "b".repeat(43));
  private final ServiceCredential third = ServiceCredential.of(client, "c".repeat(43));
  private TestDatabase database;
  private TestNode node;
  private ServiceClients clients;

  @BeforeEach
  void start() {
    database = TestDatabase.fresh();
    node = new TestNode(database.command());
    clients = new ServiceClients(database.query());
    database.setClock(NOON);
    node.happened(
        new ServiceCredentialIssued(
            client, "console", Set.of(Scope.ACT, Scope.DECIDE), first.digest(), NEXT_MONTH));
  }

  @AfterEach
  void stop() {
    database.close();
  }

  @Test
  void a_credential_opens_for_its_own_client_with_its_scopes() {
    assertThat(clients.authenticate(first.reveal()))
        .contains(new ServiceClient(client, "console", Set.of(Scope.ACT, Scope.DECIDE)));
  }

  @Test
  void another_secret_another_client_and_no_credential_open_nothing() {
    assertThat(opens(second)).isFalse();
    assertThat(opens(ServiceCredential.of(TestIds.client(), "a".repeat(43)))).isFalse();
    assertThat(clients.authenticate("kts_" + client)).isEmpty();
  }

  @Test
  void a_credential_is_good_until_the_instant_at_which_it_expires() {
    database.setClock(NEXT_MONTH.minusMillis(1));
    assertThat(opens(first)).isTrue();
    database.setClock(NEXT_MONTH);
    assertThat(opens(first)).isFalse();
  }

  @Test
  void after_a_rotation_the_credential_before_stays_good_until_its_instant_and_no_older_one() {
    Instant endOfOverlap = NOON.plus(Duration.ofHours(1));
    node.happened(new ServiceCredentialRotated(client, second.digest(), NEXT_MONTH, endOfOverlap));

    database.setClock(endOfOverlap.minusMillis(1));
    assertThat(opens(first)).isTrue();
    assertThat(opens(second)).isTrue();
    database.setClock(endOfOverlap);
    assertThat(opens(first)).isFalse();
    assertThat(opens(second)).isTrue();

    node.happened(
        new ServiceCredentialRotated(
            client, third.digest(), NEXT_MONTH, NOON.plus(Duration.ofHours(3))));
    assertThat(opens(first)).isFalse();
    assertThat(opens(second)).isTrue();
    assertThat(opens(third)).isTrue();
  }

  @Test
  void a_revocation_counts_at_once_on_the_other_side_for_every_credential() {
    node.happened(
        new ServiceCredentialRotated(
            client, second.digest(), NEXT_MONTH, NOON.plus(Duration.ofHours(1))));
    assertThat(opens(first)).isTrue();

    node.happened(new ServiceCredentialRevoked(client));

    assertThat(opens(first)).isFalse();
    assertThat(opens(second)).isFalse();
  }

  private boolean opens(ServiceCredential credential) {
    return clients.authenticate(credential.reveal()).isPresent();
  }
}
