package com.keeptrusts.security.command.org;

import static com.keeptrusts.security.command.org.TestIpRules.ACME;
import static com.keeptrusts.security.command.org.TestIpRules.NOW;
import static com.keeptrusts.security.command.org.TestIpRules.TOMORROW;
import static com.keeptrusts.security.command.org.TestIpRules.id;
import static com.keeptrusts.security.command.org.TestIpRules.registered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.keeptrusts.security.command.SnapshotJson;
import com.keeptrusts.security.event.Cidr;
import com.keeptrusts.security.event.IpRestrictionsSuspended;
import com.keeptrusts.security.event.IpRuleAction;
import com.keeptrusts.security.event.IpRuleAdded;
import com.keeptrusts.security.event.IpRuleTerms;
import com.keeptrusts.security.event.MfaLevel;
import com.keeptrusts.security.event.MfaPolicyTerms;
import com.keeptrusts.security.event.OrgMfaPolicyChanged;
import com.keeptrusts.security.event.OrgRegistered;
import com.keeptrusts.security.event.Origin;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import java.time.Duration;
import java.util.Map;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OrgSecurityPolicyTest {

  @Test
  void registering_an_org_records_its_name() {
    new AggregateTestFixture<>(OrgSecurityPolicy.class)
        .givenNoPriorActivity()
        .when(new RegisterOrg(ACME, "Acme"))
        .expectEvents(new OrgRegistered(ACME, "Acme"));
  }

  /** Whoever changes the fields raises the revision, so that older snapshots are left aside. */
  @Test
  @Tag("LOG-3")
  void the_shape_of_a_snapshot_belongs_to_its_revision() throws Exception {
    JsonNode sample = SnapshotJson.sample("org", OrgSecurityPolicy.class);
    new AggregateTestFixture<>(OrgSecurityPolicy.class)
        .given(
            registered(),
            new IpRuleAdded(
                ACME,
                id(1),
                new IpRuleTerms(
                    IpRuleAction.ALLOW, Cidr.of("203.0.113.0/24"), "Office", true, TOMORROW),
                null),
            new IpRestrictionsSuspended(ACME, NOW.plus(Duration.ofHours(1)), "The line is down"),
            new OrgMfaPolicyChanged(
                ACME,
                1,
                MfaPolicyTerms.NONE,
                new MfaPolicyTerms(MfaLevel.REQUIRED_FOR_ALL, Duration.ofDays(7)),
                null))
        .when(new ExpireIpSuspension(ACME), Map.of(Origin.AT, NOW))
        .expectNoEvents()
        .expectState(
            org -> {
              assertThat(SnapshotJson.tree(org)).isEqualTo(sample);
              String json = SnapshotJson.write(org);
              assertThat(SnapshotJson.write(SnapshotJson.read(json, OrgSecurityPolicy.class)))
                  .isEqualTo(json);
            });
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
