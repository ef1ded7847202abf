package com.keeptrusts.security.command.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.keeptrusts.security.command.authority.Caller;
import com.keeptrusts.security.command.authority.Demand;
import com.keeptrusts.security.command.authority.Demands;
import com.keeptrusts.security.command.authority.UserCommand;
import com.keeptrusts.security.event.Deferred;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.event.UserId;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.transaction.CannotCreateTransactionException;

/** What becomes of a command that fails, on a real bus without a database. */
class CommandsTest {

  /** Something about a user. */
  @Demands(Demand.SYSTEM)
  public record DoIt(@TargetAggregateIdentifier UserId userId) implements UserCommand {}

  private static final DoIt COMMAND = new DoIt(UserId.of("00000000-0000-0000-0000-000000000001"));
  private static final int TRIES = 5;

  private final AtomicInteger checked = new AtomicInteger();
  private final AtomicInteger handled = new AtomicInteger();
  private final Queue<Exception> failures = new ArrayDeque<>();
  private final SimpleCommandBus bus = SimpleCommandBus.builder().build();
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final Commands commands =
      new Commands(bus, new SubjectQueue(), new CommandMetrics(meters, observing(meters)));

  private static ObservationRegistry observing(MeterRegistry meters) {
    ObservationRegistry observations = ObservationRegistry.create();
    observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
    return observations;
  }

  @BeforeEach
  void prepare() {
    bus.registerHandlerInterceptor(
        (unit, chain) -> {
          checked.incrementAndGet();
          return chain.proceed();
        });
    bus.subscribe(
        DoIt.class.getName(),
        message -> {
          handled.incrementAndGet();
          Exception failure = failures.poll();
          if (failure != null) {
            throw failure;
          }
          return null;
        });
  }

  private void send() {
    commands.send(COMMAND, Caller.system("test"));
  }

  static Stream<Exception> lostRaces() {
    return Stream.of(
        new ConcurrencyException("another event has this revision"),
        new EventStoreException("append", new ConcurrencyException("within")),
        new CannotAcquireLockException("lock time-out", new SQLException("", "55P03")),
        new IllegalStateException("deadlock", new SQLException("", "40P01")),
        new IllegalStateException("serialization", new SQLException("", "40001")));
  }

  @ParameterizedTest
  @MethodSource("lostRaces")
  void what_lost_a_race_runs_again_from_its_start_every_check_included(Exception lost) {
    failures.addAll(List.of(lost, lost));
    send();
    assertThat(handled).hasValue(3);
    assertThat(checked).hasValue(3);
  }

  @Test
  void what_loses_every_time_is_a_conflict_after_five_tries() {
    for (int i = 0; i < TRIES * 2; i++) {
      failures.add(new ConcurrencyException("again"));
    }
    assertThatExceptionOfType(Rejected.class)
        .isThrownBy(this::send)
        .extracting(Rejected::reason)
        .isEqualTo(Reason.CONFLICT);
    assertThat(handled).hasValue(TRIES);
  }

  @Test
  void lost_races_are_counted_by_what_was_lost_and_commands_by_what_became_of_them() {
    failures.addAll(
        List.of(
            new ConcurrencyException("another event has this revision"),
            new CannotAcquireLockException("lock time-out", new SQLException("", "55P03")),
            new IllegalStateException("deadlock", new SQLException("", "40P01")),
            new IllegalStateException("serialization", new SQLException("", "40001"))));
    send();
    assertThat(List.of("revision", "lock", "deadlock", "serialization"))
        .allSatisfy(
            cause ->
                assertThat(
                        meters
                            .get("keeptrusts.command.retries")
                            .tag("cause", cause)
                            .counter()
                            .count())
                    .isEqualTo(1));

    for (int i = 0; i < TRIES; i++) {
      failures.add(new ConcurrencyException("again"));
    }
    assertThatThrownBy(this::send).isInstanceOf(Rejected.class);
    failures.add(new Rejected(Reason.LAST_OWNER, "an owner remains"));
    assertThatThrownBy(this::send).isInstanceOf(Rejected.class);
    failures.add(new CannotCreateTransactionException("pool"));
    assertThatThrownBy(this::send).isInstanceOf(Deferred.class);
    failures.add(new NullPointerException("bug"));
    assertThatThrownBy(this::send).isInstanceOf(NullPointerException.class);
    assertThat(List.of("done", "conflict", "refused", "deferred", "failed"))
        .allSatisfy(outcome -> assertThat(timed(outcome)).isEqualTo(1));
  }

  private long timed(String outcome) {
    return meters
        .get("keeptrusts.commands")
        .tags("command", "DoIt", "outcome", outcome)
        .timer()
        .count();
  }

  @Test
  void what_the_rules_refuse_reaches_the_caller_as_it_is_and_is_not_tried_again() {
    Rejected refused = new Rejected(Reason.LAST_OWNER, "an owner remains");
    failures.add(refused);
    assertThatThrownBy(this::send).isSameAs(refused);
    assertThat(handled).hasValue(1);
  }

  @Test
  void what_a_look_up_refuses_is_dug_out_of_what_wraps_it() {
    Rejected refused = new Rejected(Reason.EMAIL_TAKEN, "taken");
    failures.add(new IllegalStateException("processor", new IllegalStateException(refused)));
    assertThatThrownBy(this::send).isSameAs(refused);
  }

  @Test
  void a_subject_that_does_not_exist_is_not_found() {
    failures.add(new AggregateNotFoundException("id", "no such aggregate"));
    assertThatExceptionOfType(Rejected.class)
        .isThrownBy(this::send)
        .extracting(Rejected::reason)
        .isEqualTo(Reason.NOT_FOUND);
  }

  static Stream<Exception> noAnswers() {
    return Stream.of(
        new CannotCreateTransactionException("pool"),
        new IllegalStateException("key", new SQLTransientConnectionException("pool")),
        new IllegalStateException("slow", new SQLException("canceling statement", "57014")),
        new IllegalStateException("gone", new SQLException("terminating connection", "57P01")));
  }

  @ParameterizedTest
  @MethodSource("noAnswers")
  void without_a_database_that_answers_the_caller_may_come_back(Exception exhausted) {
    failures.add(exhausted);
    assertThatExceptionOfType(Deferred.class)
        .isThrownBy(this::send)
        .extracting(Rejected::reason)
        .isEqualTo(Reason.BUSY);
    assertThat(handled).hasValue(1);
  }

  @Test
  void a_bug_stays_what_it_is() {
    NullPointerException bug = new NullPointerException("bug");
    failures.add(bug);
    assertThatThrownBy(this::send).isSameAs(bug);
    failures.add(new IOException("checked"));
    assertThatThrownBy(this::send)
        .isInstanceOf(IllegalStateException.class)
        .hasRootCauseInstanceOf(IOException.class);
    assertThat(handled).hasValue(2);
  }
}
