package com.keeptrusts.security.command.org;

import static com.keeptrusts.security.command.org.TestIpRules.ACME;
import static com.keeptrusts.security.command.org.TestIpRules.HOME;
import static com.keeptrusts.security.command.org.TestIpRules.NOW;
import static com.keeptrusts.security.command.org.TestIpRules.OFFICE;
import static com.keeptrusts.security.command.org.TestIpRules.TOMORROW;
import static com.keeptrusts.security.command.org.TestIpRules.added;
import static com.keeptrusts.security.command.org.TestIpRules.allow;
import static com.keeptrusts.security.command.org.TestIpRules.deny;
import static com.keeptrusts.security.command.org.TestIpRules.id;
import static com.keeptrusts.security.command.org.TestIpRules.registered;
import static com.keeptrusts.security.command.org.TestIpRules.terms;
import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.command.Because;
import com.keeptrusts.security.event.IpAddress;
import com.keeptrusts.security.event.IpRestrictionsResumed;
import com.keeptrusts.security.event.IpRestrictionsSuspended;
import com.keeptrusts.security.event.IpRuleAction;
import com.keeptrusts.security.event.IpRuleAdded;
import com.keeptrusts.security.event.IpRuleChanged;
import com.keeptrusts.security.event.IpRuleRemoved;
import com.keeptrusts.security.event.IpRuleTerms;
import com.keeptrusts.security.event.Origin;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.ResultValidator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class IpRestrictionsTest {

  private static final IpRuleTerms OFFICE_ALLOWED = allow("203.0.113.0/24");

  private static ResultValidator<OrgSecurityPolicy> asked(Object command, Object... happened) {
    return askedAt(NOW, command, happened);
  }

  private static ResultValidator<OrgSecurityPolicy> askedAt(
      Instant now, Object command, Object... happened) {
    List<Object> history = new ArrayList<>(List.of(registered()));
    history.addAll(List.of(happened));
    return new AggregateTestFixture<>(OrgSecurityPolicy.class)
        .given(history)
        .when(command, Map.of(Origin.AT, now));
  }

  private static AddIpRule add(IpRuleTerms terms, IpAddress from) {
    return new AddIpRule(ACME, id(9), terms, from, null);
  }

  @Test
  @Tag("IP-1")
  void a_rule_is_added_changed_and_removed() {
    IpRuleTerms wider = allow("203.0.112.0/23");
    asked(add(OFFICE_ALLOWED, OFFICE)).expectEvents(added(9, OFFICE_ALLOWED));
    asked(new ChangeIpRule(ACME, id(1), wider, OFFICE, null), added(1, OFFICE_ALLOWED))
        .expectEvents(new IpRuleChanged(ACME, id(1), OFFICE_ALLOWED, wider, null));
    asked(new RemoveIpRule(ACME, id(1), HOME, null), added(1, OFFICE_ALLOWED))
        .expectEvents(new IpRuleRemoved(ACME, id(1), OFFICE_ALLOWED, null));
  }

  @Test
  @Tag("IP-1")
  void what_a_rule_says_already_records_nothing() {
    asked(new ChangeIpRule(ACME, id(1), OFFICE_ALLOWED, OFFICE, null), added(1, OFFICE_ALLOWED))
        .expectNoEvents();
  }

  @Test
  @Tag("IP-1")
  void a_rule_that_is_not_there_is_neither_changed_nor_removed() {
    asked(new ChangeIpRule(ACME, id(1), OFFICE_ALLOWED, OFFICE, null))
        .expectException(Because.of(Reason.NOT_FOUND));
    asked(
            new RemoveIpRule(ACME, id(1), OFFICE, null),
            added(1, OFFICE_ALLOWED),
            new IpRuleRemoved(ACME, id(1), OFFICE_ALLOWED, null))
        .expectException(Because.of(Reason.NOT_FOUND));
  }

  @Test
  @Tag("IP-1")
  void a_rule_expires_in_the_future_or_never() {
    asked(add(terms(IpRuleAction.DENY, "192.0.2.0/24", true, NOW), OFFICE))
        .expectException(Because.of(Reason.INVALID_VALUE));
    asked(add(terms(IpRuleAction.DENY, "192.0.2.0/24", true, NOW.plusMillis(1)), OFFICE))
        .expectSuccessfulHandlerExecution();
  }

  @Test
  @Tag("IP-1")
  void one_that_has_expired_may_be_switched_off_as_it_is() {
    IpRuleTerms expired = terms(IpRuleAction.DENY, "192.0.2.0/24", true, TOMORROW);
    IpRuleTerms off = terms(IpRuleAction.DENY, "192.0.2.0/24", false, TOMORROW);
    askedAt(TOMORROW, new ChangeIpRule(ACME, id(1), off, OFFICE, null), added(1, expired))
        .expectEvents(new IpRuleChanged(ACME, id(1), expired, off, null));
  }

  @Test
  @Tag("IP-4")
  void the_same_block_and_action_twice_is_refused_however_it_is_written() {
    asked(add(allow("::ffff:203.0.113.0/120"), OFFICE), added(1, OFFICE_ALLOWED))
        .expectException(Because.of(Reason.IP_RULE_EXISTS));
    IpRuleTerms home = allow("198.51.100.0/24");
    asked(
            new ChangeIpRule(ACME, id(2), OFFICE_ALLOWED, OFFICE, null),
            added(1, OFFICE_ALLOWED),
            added(2, home))
        .expectException(Because.of(Reason.IP_RULE_EXISTS));
  }

  @Test
  @Tag("IP-4")
  void the_other_action_or_a_block_within_it_is_another_rule() {
    asked(
            add(deny("203.0.113.0/24"), HOME),
            added(1, OFFICE_ALLOWED),
            added(2, allow("198.51.100.9")))
        .expectSuccessfulHandlerExecution();
    asked(add(allow("203.0.113.0/25"), OFFICE), added(1, OFFICE_ALLOWED))
        .expectSuccessfulHandlerExecution();
  }

  @Test
  @Tag("IP-5")
  void a_change_that_would_deny_where_it_comes_from_is_refused() {
    asked(add(OFFICE_ALLOWED, HOME)).expectException(Because.of(Reason.WOULD_LOCK_YOU_OUT));
    asked(add(deny("203.0.113.7"), OFFICE)).expectException(Because.of(Reason.WOULD_LOCK_YOU_OUT));
    asked(
            new ChangeIpRule(ACME, id(1), allow("203.0.113.0/30"), OFFICE, null),
            added(1, OFFICE_ALLOWED))
        .expectException(Because.of(Reason.WOULD_LOCK_YOU_OUT));
    asked(
            new RemoveIpRule(ACME, id(1), OFFICE, null),
            added(1, OFFICE_ALLOWED),
            added(2, allow("198.51.100.0/24")))
        .expectException(Because.of(Reason.WOULD_LOCK_YOU_OUT));
  }

  @Test
  @Tag("IP-5")
  void unless_it_is_confirmed_with_a_reason_which_is_recorded() {
    asked(new AddIpRule(ACME, id(9), OFFICE_ALLOWED, HOME, "I leave tonight"))
        .expectEvents(new IpRuleAdded(ACME, id(9), OFFICE_ALLOWED, "I leave tonight"));
  }

  @Test
  @Tag("IP-5")
  void a_reason_that_was_not_needed_is_not_recorded() {
    asked(new AddIpRule(ACME, id(9), OFFICE_ALLOWED, OFFICE, "Just in case"))
        .expectEvents(added(9, OFFICE_ALLOWED));
  }

  @Test
  @Tag("IP-5")
  void the_last_rule_of_an_allowlist_locks_nobody_out_when_it_goes() {
    asked(new RemoveIpRule(ACME, id(1), HOME, null), added(1, OFFICE_ALLOWED))
        .expectSuccessfulHandlerExecution();
  }

  @Test
  @Tag("IP-5")
  @Tag("IP-8")
  void a_suspension_does_not_hide_that_a_change_would_lock_out() {
    asked(add(OFFICE_ALLOWED, HOME), suspended(NOW.plusSeconds(3600)))
        .expectException(Because.of(Reason.WOULD_LOCK_YOU_OUT));
  }

  @Test
  @Tag("IP-8")
  void the_operator_suspends_for_a_stated_time_and_resumes_earlier() {
    asked(new SuspendIpRestrictions(ACME, Duration.ofHours(1), "The line is down"))
        .expectEvents(new IpRestrictionsSuspended(ACME, NOW.plusSeconds(3600), "The line is down"));
    asked(new ResumeIpRestrictions(ACME), suspended(NOW.plusSeconds(3600)))
        .expectEvents(new IpRestrictionsResumed(ACME, NOW));
    asked(new ResumeIpRestrictions(ACME)).expectNoEvents();
  }

  @Test
  @Tag("IP-8")
  void it_ends_by_itself_at_its_instant_and_not_earlier() {
    Instant end = NOW.plusSeconds(3600);
    askedAt(end.minusMillis(1), new ExpireIpSuspension(ACME), suspended(end)).expectNoEvents();
    askedAt(end.plusSeconds(90), new ExpireIpSuspension(ACME), suspended(end))
        .expectEvents(new IpRestrictionsResumed(ACME, end));
    askedAt(
            end.plusSeconds(90),
            new ExpireIpSuspension(ACME),
            suspended(end),
            new IpRestrictionsResumed(ACME, NOW))
        .expectNoEvents();
    askedAt(end.plusSeconds(90), new ResumeIpRestrictions(ACME), suspended(end))
        .expectEvents(new IpRestrictionsResumed(ACME, end));
  }

  @Test
  @Tag("IP-8")
  void a_suspension_lasts_a_minute_to_a_day_and_has_a_reason() {
    for (Duration duration : List.of(Duration.ofSeconds(59), Duration.ofDays(1).plusMillis(1))) {
      assertThat(refusal(() -> new SuspendIpRestrictions(ACME, duration, "Why")))
          .isEqualTo(Reason.INVALID_VALUE);
    }
    assertThat(refusal(() -> new SuspendIpRestrictions(ACME, Duration.ofHours(1), " ")))
        .isEqualTo(Reason.INVALID_VALUE);
  }

  @Test
  @Tag("IP-9")
  void an_org_has_ten_thousand_rules_at_most() {
    Object[] many = new Object[IpRestrictions.MOST_RULES];
    for (int i = 0; i < many.length; i++) {
      many[i] = added(i, deny("10." + i / 256 + "." + i % 256 + ".0/24"));
    }
    asked(add(deny("192.0.2.0/24"), OFFICE), many)
        .expectException(Because.of(Reason.TOO_MANY_IP_RULES));
    many[0] = added(1, deny("10.0.1.0/24"));
    asked(add(deny("192.0.2.0/24"), OFFICE), many).expectSuccessfulHandlerExecution();
  }

  private static IpRestrictionsSuspended suspended(Instant until) {
    return new IpRestrictionsSuspended(ACME, until, "The line is down");
  }

  private static @Nullable Reason refusal(Runnable asking) {
    try {
      asking.run();
      return null;
    } catch (Rejected refused) {
      return refused.reason();
    }
  }
}
