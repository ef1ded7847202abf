package com.keeptrusts.security.command.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.command.vault.DeploymentKeys;
import com.keeptrusts.security.command.vault.TestVault;
import com.keeptrusts.security.event.Authenticator;
import com.keeptrusts.security.event.EmailAddress;
import com.keeptrusts.security.event.Sha256;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.log.Conditions;
import com.keeptrusts.security.log.TestDatabase;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AttemptsIT {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final GuessedFrom PHONE = GuessedFrom.device(Sha256.ofToken("phone"));
  private static final GuessedFrom LAPTOP = GuessedFrom.device(Sha256.ofToken("laptop"));

  private TestDatabase database;
  private Attempts attempts;
  private ThrottledRecords records;
  private SubjectHashes hashes;
  private Instant now = START;

  @BeforeAll
  void open() {
    database = TestDatabase.fresh();
    attempts = new Attempts(database.command(), ThrottleSettings.DEFAULT);
    records = new ThrottledRecords(database.command());
    hashes = new SubjectHashes(new DeploymentKeys(database.command(), TestVault.keys()));
  }

  @AfterAll
  void close() {
    database.close();
  }

  @BeforeEach
  void startTheClock() {
    now = START;
    database.setClock(now);
    JdbcClient.create(database.command()).sql("DELETE FROM command.throttled_refusal").update();
  }

  @Test
  @Tag("SIGN-5")
  void five_attempts_are_free() {
    Guess guess = password();
    for (int i = 1; i <= 5; i++) {
      assertAdmitted(guess, i, false);
    }
  }

  @Test
  @Tag("SIGN-5")
  void after_five_failures_the_delay_doubles_from_a_second_to_fifteen_minutes() {
    Guess guess = password();
    IntStream.range(0, 5).forEach(i -> attempts.count(guess));
    long expected = 1;
    for (int i = 6; i <= 20; i++) {
      assertThat(retryAfter(guess)).isEqualTo(Duration.ofSeconds(expected));
      pass(Duration.ofSeconds(expected).minusMillis(1));
      assertThat(retryAfter(guess)).isEqualTo(Duration.ofSeconds(1));
      pass(Duration.ofMillis(1));
      assertAdmitted(guess, i, false);
      expected = Math.min(2 * expected, 900);
    }
    assertThat(expected).isEqualTo(900);
  }

  @Test
  @Tag("SIGN-5")
  void the_fiftieth_attempt_is_the_last_that_is_verified() {
    Guess guess = password();
    exhaust(guess, 49);
    assertAdmitted(guess, 50, true);
    pass(Duration.ofMinutes(15));
    assertThat(attempts.count(guess)).isInstanceOf(Admission.Exhausted.class);
  }

  @Test
  @Tag("SIGN-4")
  @Tag("SIGN-5")
  void an_exhausted_counter_delays_like_any_other_so_that_nobody_sees_it() {
    Guess guess = password();
    exhaust(guess, 50);
    assertThat(retryAfter(guess)).isEqualTo(Duration.ofMinutes(15));
    pass(Duration.ofMinutes(15));
    assertThat(attempts.count(guess)).isInstanceOf(Admission.Exhausted.class);
    assertThat(retryAfter(guess)).isEqualTo(Duration.ofMinutes(15));
  }

  @Test
  @Tag("SIGN-5")
  void a_device_has_a_counter_of_its_own_with_eight_attempts() {
    Guess phone = password(PHONE);
    exhaust(phone, 7);
    assertAdmitted(phone, 8, true);
    pass(Duration.ofMinutes(15));
    assertThat(attempts.count(phone)).isInstanceOf(Admission.Exhausted.class);
  }

  @Test
  @Tag("SIGN-5")
  void guesses_without_a_device_neither_delay_nor_disable_those_with_one() {
    Guess stranger = password();
    Guess phone = with(stranger, PHONE);
    exhaust(stranger, 50);
    assertAdmitted(phone, 1, false);
    assertAdmitted(with(stranger, LAPTOP), 1, false);
  }

  @Test
  @Tag("SIGN-5")
  void guesses_from_outside_neither_delay_nor_disable_who_is_signed_in() {
    Guess stranger = password();
    Guess signedIn = with(stranger, GuessedFrom.SESSION);
    exhaust(stranger, 50);
    assertAdmitted(signedIn, 1, false);
    assertAdmitted(with(stranger, PHONE), 1, false);
  }

  @Test
  @Tag("SIGN-5")
  void all_sessions_of_a_user_together_have_eight_attempts_to_guess() {
    Guess signedIn = password(GuessedFrom.SESSION);
    exhaust(signedIn, 7);
    assertAdmitted(signedIn, 8, true);
    pass(Duration.ofMinutes(15));
    assertThat(attempts.count(signedIn)).isInstanceOf(Admission.Exhausted.class);
  }

  @Test
  @Tag("SIGN-5")
  void a_success_sets_back_its_own_counter_alone() {
    Guess stranger = password();
    Guess phone = with(stranger, PHONE);
    Guess code = new Guess(Authenticator.TOTP, stranger.subject(), GuessedFrom.ANYWHERE, null);
    for (Guess each : List.of(stranger, phone, code)) {
      attempts.count(each);
      attempts.count(each);
    }
    attempts.succeeded(phone);
    assertAdmitted(phone, 1, false);
    assertAdmitted(stranger, 3, false);
    assertAdmitted(code, 3, false);
  }

  @Test
  @Tag("SIGN-5")
  void
      enabling_an_authenticator_sets_back_its_counters_of_all_devices_with_the_fact_that_does_it() {
    Guess stranger = password();
    Guess phone = with(stranger, PHONE);
    exhaust(stranger, 50);
    exhaust(phone, 8);
    TransactionTemplate fact =
        new TransactionTemplate(new JdbcTransactionManager(database.command()));
    fact.executeWithoutResult(
        status -> {
          attempts.reset(Authenticator.PASSWORD, stranger.subject());
          status.setRollbackOnly();
        });
    pass(Duration.ofMinutes(15));
    assertThat(attempts.count(stranger)).isInstanceOf(Admission.Exhausted.class);
    fact.executeWithoutResult(status -> attempts.reset(Authenticator.PASSWORD, stranger.subject()));
    assertAdmitted(stranger, 1, false);
    assertAdmitted(phone, 1, false);
  }

  @Test
  @Tag("SIGN-5")
  void an_attempt_stays_counted_when_what_follows_is_rolled_back() {
    Guess guess = password();
    new TransactionTemplate(new JdbcTransactionManager(database.command()))
        .executeWithoutResult(
            status -> {
              attempts.count(guess);
              status.setRollbackOnly();
            });
    assertAdmitted(guess, 2, false);
  }

  @Test
  @Tag("SIGN-5")
  void two_hundred_parallel_guesses_over_two_nodes_get_no_more_verifications_than_are_free() {
    Guess guess = password();
    List<Admission> answers = inParallel(200, guess, ThrottleSettings.DEFAULT);
    assertThat(answers).filteredOn(Admission.Admitted.class::isInstance).hasSize(5);
    assertThat(answers).filteredOn(Admission.Throttled.class::isInstance).hasSize(195);
  }

  @Test
  @Tag("SIGN-5")
  void two_hundred_parallel_guesses_over_two_nodes_get_no_more_verifications_than_the_limit() {
    Guess guess = password();
    database.restartClock();
    List<Admission> answers = inParallel(200, guess, noDelay());
    assertThat(answers)
        .filteredOn(Admission.Admitted.class::isInstance)
        .map(Admission.Admitted.class::cast)
        .hasSize(50)
        .allSatisfy(each -> assertThat(each.last()).isEqualTo(each.attempts() == 50))
        .extracting(Admission.Admitted::attempts)
        .doesNotHaveDuplicates();
  }

  @Test
  @Tag("SIGN-5")
  void a_guess_that_was_not_verified_is_taken_back_and_its_delay_too() {
    Guess phone = password(PHONE);
    exhaust(phone, 7);
    attempts.takeBack(phone, counted(phone));
    Admission.Counted eighth = counted(phone);
    assertThat(eighth)
        .isInstanceOfSatisfying(
            Admission.Admitted.class, admitted -> assertThat(admitted.last()).isTrue());
    attempts.takeBack(phone, eighth);
    assertAdmitted(phone, 8, true);
    assertThat(retryAfter(phone)).isPositive();
  }

  @Test
  @Tag("SIGN-5")
  void it_is_taken_back_alone_whatever_was_counted_since() {
    Guess guess = password();
    Admission.Counted first = counted(guess);
    Admission.Counted second = counted(guess);
    assertAdmitted(guess, 3, false);
    attempts.takeBack(guess, first);
    assertAdmitted(guess, 3, false);
    attempts.takeBack(guess, second);
    assertAdmitted(guess, 3, false);
    assertThat(rows(guess)).isOne();
  }

  @Test
  @Tag("SIGN-5")
  void who_was_counted_since_goes_on_to_delay() {
    Guess guess = password();
    exhaust(guess, 5);
    pass(Duration.ofSeconds(1));
    Admission.Counted unverified = counted(guess);
    pass(Duration.ofSeconds(2));
    assertAdmitted(guess, 7, false);
    attempts.takeBack(guess, unverified);
    assertThat(retryAfter(guess)).isEqualTo(Duration.ofSeconds(4));
  }

  @Test
  @Tag("SIGN-5")
  void nothing_is_taken_back_from_a_counter_that_was_set_back_meanwhile() {
    Guess guess = password();
    Admission.Counted before = counted(guess);
    attempts.succeeded(guess);
    attempts.takeBack(guess, before);
    assertThat(rows(guess)).isZero();
    counted(guess);
    attempts.takeBack(guess, before);
    assertAdmitted(guess, 2, false);
  }

  @Test
  @Tag("SIGN-5")
  void nothing_is_remembered_of_guesses_that_were_all_taken_back() {
    Guess code =
        new Guess(Authenticator.TOTP, hashes.of(TestVault.user()), GuessedFrom.ANYWHERE, null);
    attempts.takeBack(code, counted(code));
    sweepAll();
    assertThat(rows(code)).isZero();
  }

  @Test
  @Tag("SIGN-5")
  void a_counter_from_which_the_last_guess_was_taken_back_is_forgotten_in_its_time() {
    Guess nearly = of(TestVault.user());
    exhaust(nearly, 49);
    attempts.takeBack(nearly, counted(nearly));
    pass(Duration.ofDays(31));
    sweepAll();
    assertThat(rows(nearly)).isZero();
  }

  @Test
  @Tag("SIGN-5")
  void of_parallel_guesses_as_many_are_verified_as_the_limit_however_many_are_taken_back() {
    Guess guess = password();
    ThrottleSettings noDelay = noDelay();
    Attempts counters = new Attempts(database.command(), noDelay);
    AtomicInteger asked = new AtomicInteger();
    AtomicInteger verified = new AtomicInteger();
    database.restartClock();
    inParallel(
        400,
        guess,
        noDelay,
        (node, admission) -> {
          if (asked.incrementAndGet() % 3 != 0
              && admission instanceof Admission.Counted unverified) {
            node.takeBack(guess, unverified);
          } else if (admission instanceof Admission.Admitted) {
            verified.incrementAndGet();
          }
        });
    assertThat(verified).hasValueLessThanOrEqualTo(50).hasValueGreaterThan(0);
    Admission next = counters.count(guess);
    while (!(next instanceof Admission.Exhausted)) {
      verified.addAndGet(next instanceof Admission.Admitted ? 1 : 0);
      next = counters.count(guess);
    }
    assertThat(verified).hasValueLessThanOrEqualTo(50);
  }

  @Test
  @Tag("SIGN-5")
  void guesses_move_with_the_password_to_its_new_e_mail() {
    Guess old = password();
    Guess next = password();
    Admission.Counted first = counted(old);
    counted(old);
    counted(with(old, PHONE));
    exhaust(next, 20);
    attempts.move(old.subject(), next.subject());
    assertAdmitted(next, 3, false);
    attempts.takeBack(next, first);
    assertAdmitted(next, 3, false);
    assertAdmitted(with(next, PHONE), 2, false);
    assertAdmitted(old, 1, false);
  }

  @Test
  @Tag("SIGN-5")
  void what_is_guessed_at_the_new_e_mail_while_they_move_is_counted_with_them() throws Exception {
    Guess old = password();
    Guess next = password();
    exhaust(old, 3);
    ExecutorService mover = Executors.newSingleThreadExecutor();
    try (Connection other = database.owner().getConnection();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute(
          "SELECT FROM command.attempt WHERE subject = '" + old.subject().value() + "' FOR UPDATE");
      TransactionTemplate fact =
          new TransactionTemplate(new JdbcTransactionManager(database.command()));
      Future<?> moved =
          mover.submit(
              () ->
                  fact.executeWithoutResult(
                      status -> attempts.move(old.subject(), next.subject())));
      Conditions.await(Duration.ofSeconds(20), this::somebodyWaitsForALock);
      assertAdmitted(next, 1, false);
      other.commit();
      moved.get();
    } finally {
      mover.shutdown();
    }
    assertAdmitted(next, 5, false);
  }

  private boolean somebodyWaitsForALock() {
    return JdbcClient.create(database.owner())
        .sql("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
        .query(Boolean.class)
        .single();
  }

  @Test
  @Tag("SIGN-5")
  void counters_of_what_was_typed_expire_and_those_of_second_factors_do_not() {
    Guess few = password();
    Guess many = password();
    Guess code =
        new Guess(Authenticator.TOTP, hashes.of(TestVault.user()), GuessedFrom.ANYWHERE, null);
    attempts.count(few);
    attempts.count(code);
    exhaust(many, 50);
    pass(Duration.ofDays(1).plusSeconds(1));
    sweepAll();
    assertAdmitted(few, 1, false);
    assertThat(attempts.count(many)).isInstanceOf(Admission.Exhausted.class);
    pass(Duration.ofDays(31));
    sweepAll();
    assertAdmitted(many, 1, false);
    assertAdmitted(code, 2, false);
  }

  @Test
  @Tag("SIGN-5")
  void the_counter_of_a_users_disabled_password_is_never_forgotten() {
    Guess stranger = of(TestVault.user());
    Guess phone = with(stranger, PHONE);
    Guess nearly = of(TestVault.user());
    exhaust(stranger, 50);
    exhaust(phone, 8);
    exhaust(nearly, 49);
    pass(Duration.ofDays(400));
    sweepAll();
    assertExhausted(stranger, 51, false);
    assertExhausted(phone, 9, false);
    assertAdmitted(nearly, 1, false);
  }

  @Test
  @Tag("SIGN-5")
  void an_exhausted_counter_knows_whether_the_log_says_so_until_it_is_set_back() {
    Guess stranger = password();
    Guess phone = with(stranger, PHONE);
    exhaust(stranger, 50);
    exhaust(phone, 8);
    pass(Duration.ofMinutes(15));
    attempts.recorded(stranger);
    assertExhausted(stranger, 51, true);
    assertExhausted(phone, 9, false);
    attempts.reset(Authenticator.PASSWORD, stranger.subject());
    exhaust(stranger, 50);
    pass(Duration.ofMinutes(15));
    assertExhausted(stranger, 51, false);
  }

  @Test
  @Tag("SIGN-7")
  void throttled_refusals_are_recorded_once_a_minute() {
    Guess guess = password();
    exhaust(guess, 14);
    assertThat(toRecord(guess)).isEqualTo(1);
    assertThat(toRecord(guess)).isZero();
    assertThat(toRecord(guess)).isZero();
    pass(Duration.ofSeconds(59));
    assertThat(toRecord(guess)).isZero();
    pass(Duration.ofSeconds(1));
    assertThat(toRecord(guess)).isEqualTo(4);
    assertThat(toRecord(guess)).isZero();
  }

  @Test
  @Tag("SIGN-7")
  void throttled_refusals_that_nobody_came_after_to_record_are_handed_over_once() {
    UserId user = TestVault.user();
    Guess guess = new Guess(Authenticator.TOTP, hashes.of(user), GuessedFrom.ANYWHERE, user);
    exhaust(guess, 10);
    IntStream.range(0, 4).forEach(i -> attempts.count(guess));
    assertThat(records.takeLeftovers(1000)).isEmpty();
    pass(Duration.ofMinutes(1));
    assertThat(records.takeLeftovers(1000))
        .containsExactly(new ThrottledRefusals(Authenticator.TOTP, guess.subject(), user, 3));
    assertThat(records.takeLeftovers(1000)).isEmpty();
  }

  @Test
  @Tag("SIGN-7")
  void leftovers_are_not_lost_when_recording_them_fails() {
    Guess guess = password();
    exhaust(guess, 10);
    attempts.count(guess);
    attempts.count(guess);
    pass(Duration.ofMinutes(1));
    new TransactionTemplate(new JdbcTransactionManager(database.command()))
        .executeWithoutResult(
            status -> {
              assertThat(records.takeLeftovers(1000)).hasSize(1);
              status.setRollbackOnly();
            });
    assertThat(records.takeLeftovers(1000)).hasSize(1);
  }

  @Test
  @Tag("SIGN-7")
  void of_all_throttled_refusals_none_is_recorded_twice_or_never() {
    Guess guess = password();
    exhaust(guess, 12);
    int recorded = 0;
    for (int i = 0; i < 100; i++) {
      recorded += toRecord(guess);
      database.setClock(now.plusMillis(500L * i));
    }
    pass(Duration.ofMinutes(5));
    recorded += records.takeLeftovers(1000).stream().mapToInt(ThrottledRefusals::count).sum();
    assertThat(recorded).isEqualTo(100);
  }

  @Test
  @Tag("SIGN-5")
  void the_table_knows_no_e_mail_and_the_same_account_has_one_counter_however_it_is_written() {
    SubjectHash hash = hashes.of(new EmailAddress("Grace@Navy.example"));
    assertThat(hashes.of(new EmailAddress("grace@navy.EXAMPLE"))).isEqualTo(hash);
    assertThat(hashes.of(new EmailAddress("grace2@navy.example"))).isNotEqualTo(hash);
    assertThat(hash.value()).doesNotContainIgnoringCase("grace").hasSize(43);
  }

  @Test
  @Tag("SIGN-5")
  void all_nodes_count_under_the_same_hash_and_another_deployment_under_another() {
    EmailAddress email = new EmailAddress("grace@navy.example");
    try (TestDatabase elsewhere = TestDatabase.fresh()) {
      SubjectHashes others =
          new SubjectHashes(new DeploymentKeys(elsewhere.command(), TestVault.keys()));
      assertThat(others.of(email)).isNotEqualTo(hashes.of(email));
    }
  }

  private void assertAdmitted(Guess guess, int attempts, boolean last) {
    assertThat(this.attempts.count(guess))
        .isInstanceOfSatisfying(
            Admission.Admitted.class,
            admitted -> {
              assertThat(admitted.attempts()).isEqualTo(attempts);
              assertThat(admitted.last()).isEqualTo(last);
            });
  }

  private void assertExhausted(Guess guess, int attempts, boolean recorded) {
    assertThat(this.attempts.count(guess))
        .isInstanceOfSatisfying(
            Admission.Exhausted.class,
            exhausted -> {
              assertThat(exhausted.attempts()).isEqualTo(attempts);
              assertThat(exhausted.recorded()).isEqualTo(recorded);
            });
  }

  private static ThrottleSettings noDelay() {
    return new ThrottleSettings(
        50,
        Duration.ofMillis(1),
        Duration.ofMillis(1),
        50,
        8,
        Duration.ofDays(1),
        Duration.ofDays(30));
  }

  private Admission.Counted counted(Guess guess) {
    return (Admission.Counted) attempts.count(guess);
  }

  private int rows(Guess guess) {
    return JdbcClient.create(database.command())
        .sql("SELECT count(*) FROM command.attempt WHERE subject = :subject")
        .param("subject", guess.subject().value())
        .query(Integer.class)
        .single();
  }

  private List<Admission> inParallel(int guesses, Guess guess, ThrottleSettings settings) {
    return inParallel(guesses, guess, settings, (node, admission) -> {});
  }

  private List<Admission> inParallel(
      int guesses, Guess guess, ThrottleSettings settings, BiConsumer<Attempts, Admission> then) {
    Attempts oneNode = new Attempts(database.command(), settings);
    Attempts anotherNode = new Attempts(database.anotherCommandNode(), settings);
    ExecutorService callers = Executors.newFixedThreadPool(40);
    CountDownLatch go = new CountDownLatch(1);
    try {
      List<Future<Admission>> answers = new ArrayList<>();
      for (int i = 0; i < guesses; i++) {
        Attempts node = i % 2 == 0 ? oneNode : anotherNode;
        answers.add(
            callers.submit(
                () -> {
                  go.await();
                  Admission admission = node.count(guess);
                  then.accept(node, admission);
                  return admission;
                }));
      }
      go.countDown();
      List<Admission> admissions = new ArrayList<>();
      for (Future<Admission> answer : answers) {
        admissions.add(answer.get());
      }
      return admissions;
    } catch (Exception failed) {
      throw new AssertionError(failed);
    } finally {
      callers.shutdownNow();
    }
  }

  /** Counts so many failures, each as early as it is admitted. */
  private void exhaust(Guess guess, int failures) {
    for (int i = 0; i < failures; i++) {
      attempts.count(guess);
      if (i >= 4 && i < failures - 1) {
        pass(Duration.ofMinutes(15));
      }
    }
    if (failures == 49 || failures == 7) {
      pass(Duration.ofMinutes(15));
    }
  }

  private void sweepAll() {
    while (attempts.sweep(1) > 0) {
      // one by one, until nothing is left
    }
  }

  private Duration retryAfter(Guess guess) {
    return throttled(guess).retryAfter();
  }

  private int toRecord(Guess guess) {
    return throttled(guess).toRecord();
  }

  private Admission.Throttled throttled(Guess guess) {
    return (Admission.Throttled) attempts.count(guess);
  }

  private void pass(Duration time) {
    now = now.plus(time);
    database.setClock(now);
  }

  private Guess password() {
    return password(GuessedFrom.ANYWHERE);
  }

  private Guess password(GuessedFrom from) {
    EmailAddress email = new EmailAddress(TestVault.id() + "@example.org");
    return new Guess(Authenticator.PASSWORD, hashes.of(email), from, null);
  }

  private Guess of(UserId user) {
    Guess typed = password();
    return new Guess(typed.authenticator(), typed.subject(), typed.from(), user);
  }

  private static Guess with(Guess guess, GuessedFrom from) {
    return new Guess(guess.authenticator(), guess.subject(), from, guess.user());
  }
}
