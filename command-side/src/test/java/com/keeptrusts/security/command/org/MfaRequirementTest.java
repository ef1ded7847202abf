package com.keeptrusts.security.command.org;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.keeptrusts.security.event.MfaLevel;
import com.keeptrusts.security.event.MfaPolicyTerms;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.OrgMfaPolicyChanged;
import com.keeptrusts.security.event.OrgRegistered;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import java.time.Duration;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.ResultValidator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MfaRequirementTest {

  private static final OrgId ACME = OrgId.of(new UUID(0, 10).toString());
  private static final Duration DEFAULT = Duration.ofDays(7);
  private static final MfaPolicyTerms ADMINS_IN_3 =
      new MfaPolicyTerms(MfaLevel.REQUIRED_FOR_ADMINS, Duration.ofDays(3));

  private static SetOrgMfaPolicy set(MfaLevel level, @Nullable Integer days) {
    return new SetOrgMfaPolicy(
        ACME, level, days == null ? null : Duration.ofDays(days), null, DEFAULT);
  }

  private static OrgMfaPolicyChanged changed(long version, MfaPolicyTerms from, MfaPolicyTerms to) {
    return new OrgMfaPolicyChanged(ACME, version, from, to, null);
  }

  private static ResultValidator<OrgSecurityPolicy> after(
      SetOrgMfaPolicy command, Object... happened) {
    return new AggregateTestFixture<>(OrgSecurityPolicy.class)
        .given(new OrgRegistered(ACME, "Acme"))
        .andGiven(happened)
        .when(command);
  }

  @Test
  @Tag("POL-1")
  void an_org_demands_nothing_until_it_sets_a_level() {
    after(set(MfaLevel.REQUIRED_FOR_ADMINS, 3))
        .expectEvents(changed(1, MfaPolicyTerms.NONE, ADMINS_IN_3));
    after(set(MfaLevel.OPTIONAL, null)).expectNoEvents();
  }

  @Test
  @Tag("POL-1")
  void setting_what_it_has_already_records_nothing() {
    OrgMfaPolicyChanged before = changed(1, MfaPolicyTerms.NONE, ADMINS_IN_3);
    after(set(MfaLevel.REQUIRED_FOR_ADMINS, 3), before).expectNoEvents();
    after(set(MfaLevel.REQUIRED_FOR_ADMINS, null), before).expectNoEvents();
  }

  @Test
  @Tag("POL-1")
  void another_level_or_another_grace_period_is_another_version() {
    OrgMfaPolicyChanged before = changed(1, MfaPolicyTerms.NONE, ADMINS_IN_3);
    after(set(MfaLevel.REQUIRED_FOR_ADMINS, 30), before)
        .expectEvents(
            changed(
                2,
                ADMINS_IN_3,
                new MfaPolicyTerms(MfaLevel.REQUIRED_FOR_ADMINS, Duration.ofDays(30))));
    after(set(MfaLevel.OPTIONAL, null), before)
        .expectEvents(changed(2, ADMINS_IN_3, MfaPolicyTerms.NONE));
  }

  @Test
  @Tag("POL-3")
  void who_says_nothing_of_the_grace_period_keeps_the_orgs_or_gets_the_deployments() {
    after(set(MfaLevel.REQUIRED_FOR_ALL, null))
        .expectEvents(
            changed(
                1, MfaPolicyTerms.NONE, new MfaPolicyTerms(MfaLevel.REQUIRED_FOR_ALL, DEFAULT)));
    after(set(MfaLevel.REQUIRED_FOR_ALL, null), changed(1, MfaPolicyTerms.NONE, ADMINS_IN_3))
        .expectEvents(
            changed(
                2, ADMINS_IN_3, new MfaPolicyTerms(MfaLevel.REQUIRED_FOR_ALL, Duration.ofDays(3))));
  }

  @Test
  @Tag("POL-3")
  void at_once_is_a_choice_of_its_own_with_a_reason_and_no_later_level_has_it_by_itself() {
    MfaPolicyTerms atOnce = new MfaPolicyTerms(MfaLevel.REQUIRED_FOR_ADMINS, Duration.ZERO);
    OrgMfaPolicyChanged enforced =
        new OrgMfaPolicyChanged(ACME, 1, MfaPolicyTerms.NONE, atOnce, "A break-in");
    after(new SetOrgMfaPolicy(ACME, MfaLevel.REQUIRED_FOR_ADMINS, null, "A break-in", DEFAULT))
        .expectEvents(enforced);
    after(set(MfaLevel.REQUIRED_FOR_ALL, null), enforced)
        .expectEvents(changed(2, atOnce, new MfaPolicyTerms(MfaLevel.REQUIRED_FOR_ALL, DEFAULT)));
  }

  @Test
  @Tag("POL-3")
  void a_grace_period_is_from_one_to_thirty_days_and_at_once_has_none() {
    for (int days : new int[] {-1, 0, 31, 1_000_000}) {
      refused(() -> set(MfaLevel.REQUIRED_FOR_ALL, days));
    }
    refused(
        () ->
            new SetOrgMfaPolicy(
                ACME, MfaLevel.REQUIRED_FOR_ALL, Duration.ofDays(1), "Now", DEFAULT));
    refused(() -> set(MfaLevel.OPTIONAL, 3));
    refused(() -> new SetOrgMfaPolicy(ACME, MfaLevel.OPTIONAL, null, "Now", DEFAULT));
    refused(() -> new SetOrgMfaPolicy(ACME, MfaLevel.REQUIRED_FOR_ALL, null, " ", DEFAULT));
  }

  private static void refused(ThrowingCallable wanted) {
    assertThatThrownBy(wanted)
        .isInstanceOfSatisfying(
            Rejected.class,
            refusal -> assertThat(refusal.reason()).isEqualTo(Reason.INVALID_VALUE));
  }
}
