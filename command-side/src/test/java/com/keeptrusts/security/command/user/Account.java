package com.keeptrusts.security.command.user;

import static com.keeptrusts.security.command.user.TestUsers.ANNA;
import static com.keeptrusts.security.command.user.TestUsers.NOW;

import com.keeptrusts.security.command.Because;
import com.keeptrusts.security.command.SnapshotJson;
import com.keeptrusts.security.command.authority.Standing;
import com.keeptrusts.security.event.EndCause;
import com.keeptrusts.security.event.MfaPolicies;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Origin;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.SessionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.ResultValidator;
import org.axonframework.test.aggregate.TestExecutor;
import org.jspecify.annotations.Nullable;

/**
 * Given what happened to Anna, when somebody asks, then what follows. Everything is decided twice:
 * by an account loaded from its events, and by one loaded from its snapshot. What is given happened
 * at {@code NOW}, or at the instant that was given before it. Orgs demand no MFA unless it is said.
 */
final class Account {

  private final List<Object> history = new ArrayList<>();
  private final Map<String, Object> metadata = new HashMap<>(Map.of(Origin.AT, NOW));
  private final Map<OrgId, MfaPolicies> policies = new HashMap<>();
  private @Nullable Object command;
  private @Nullable Instant timer;

  static Account given(Object... happened) {
    Account account = new Account();
    for (Object event : happened) {
      account.history.addAll(event instanceof List<?> several ? several : List.of(event));
    }
    return account;
  }

  Account at(Instant now) {
    metadata.put(Origin.AT, now);
    return this;
  }

  Account by(Standing standing) {
    metadata.put(Standing.KEY, standing);
    return this;
  }

  Account from(SessionId session) {
    metadata.put(Origin.SESSION, session.value());
    return this;
  }

  Account under(OrgId org, MfaPolicies demanded) {
    policies.put(org, demanded);
    return this;
  }

  /** Expects that a timer of the user's grace period is set. */
  Account withTimer(Instant at) {
    timer = at;
    return this;
  }

  Account when(Object asked) {
    command = asked;
    return this;
  }

  void then(Object... events) {
    decide(result -> timers(result.expectSuccessfulHandlerExecution().expectEvents(events)));
  }

  void thenNothing() {
    decide(result -> timers(result.expectSuccessfulHandlerExecution().expectNoEvents()));
  }

  void thenRefused(Reason reason) {
    decide(result -> result.expectException(Because.of(reason)).expectNoEvents());
  }

  String snapshot() {
    List<String> json = new ArrayList<>();
    ExpireSession sayNothing =
        new ExpireSession(ANNA, SessionId.of(TestUsers.id(0)), EndCause.IDLE, NOW);
    loaded()
        .when(sayNothing, Map.of(Origin.AT, NOW))
        .expectNoEvents()
        .expectState(account -> json.add(SnapshotJson.write(account)));
    return json.get(0);
  }

  private void decide(Consumer<ResultValidator<UserSecurity>> expectation) {
    if (command == null) {
      throw new IllegalStateException("Ask for something first");
    }
    expectation.accept(loaded().when(command, metadata));
    if (!history.isEmpty()) {
      String snapshot = snapshot();
      expectation.accept(
          fixture()
              .givenState(() -> SnapshotJson.read(snapshot, UserSecurity.class))
              .when(command, metadata));
    }
  }

  private AggregateTestFixture<UserSecurity> fixture() {
    AggregateTestFixture<UserSecurity> fixture = new AggregateTestFixture<>(UserSecurity.class);
    OrgPolicies orgs = org -> policies.getOrDefault(org, MfaPolicies.NONE);
    fixture.registerInjectableResource(orgs);
    return fixture;
  }

  private TestExecutor<UserSecurity> loaded() {
    TestExecutor<UserSecurity> past = fixture().givenCurrentTime(NOW);
    for (Object event : history) {
      past = event instanceof Instant at ? past.andGivenCurrentTime(at) : past.andGiven(event);
    }
    return past;
  }

  private void timers(ResultValidator<UserSecurity> result) {
    if (timer == null) {
      result.expectNoScheduledDeadlines();
    } else {
      result.expectScheduledDeadlineOfType(timer, MfaGracePeriodTimer.class);
    }
  }
}
