package com.keeptrusts.security.command.org;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.keeptrusts.security.command.SnapshotJson;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.OrgRegistered;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import java.util.UUID;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OrgSecurityPolicyTest {

  private static final OrgId ACME = OrgId.of(new UUID(0, 10).toString());

  @Test
  void registering_an_org_records_its_name() {
    new AggregateTestFixture<>(OrgSecurityPolicy.class)
        .givenNoPriorActivity()
        .when(new RegisterOrg(ACME, "Acme"))
        .expectEvents(new OrgRegistered(ACME, "Acme"))
        .expectState(
            org ->
                assertThat(
                        SnapshotJson.write(
                            SnapshotJson.read(SnapshotJson.write(org), OrgSecurityPolicy.class)))
                    .isEqualTo("{\"orgId\":\"" + ACME + "\"}"));
  }

  /** Whoever changes the fields raises the revision, so that older snapshots are left aside. */
  @Test
  @Tag("LOG-3")
  void the_shape_of_a_snapshot_belongs_to_its_revision() throws Exception {
    JsonNode sample = SnapshotJson.sample("org", OrgSecurityPolicy.class);
    new AggregateTestFixture<>(OrgSecurityPolicy.class)
        .givenNoPriorActivity()
        .when(new RegisterOrg(ACME, "Acme"))
        .expectState(org -> assertThat(SnapshotJson.tree(org)).isEqualTo(sample));
  }

  @Test
  void an_org_has_a_name_that_can_be_read() {
    for (String name : new String[] {"", " ", "a".repeat(101), "Acme\u0007", "Acme\u202Egnp"}) {
      assertThatThrownBy(() -> new RegisterOrg(ACME, name))
          .isInstanceOfSatisfying(
              Rejected.class,
              refusal -> assertThat(refusal.reason()).isEqualTo(Reason.INVALID_VALUE));
    }
  }
}
