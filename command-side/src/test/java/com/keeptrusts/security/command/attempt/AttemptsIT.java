package com.keeptrusts.security.command.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.command.vault.DeploymentKeys;
import com.keeptrusts.security.command.vault.TestVault;
import com.keeptrusts.security.event.Authenticator;
import com.keeptrusts.security.event.EmailAddress;
import com.keeptrusts.security.event.Sha256;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.log.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
      assertThat(attempts.count(guess)).isEqualTo(new Admission.Admitted(i, false));
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
      assertThat(attempts.count(guess)).isEqualTo(new Admission.Admitted(i, false));
      expected = Math.min(2 * expected, 900);
    }
    assertThat(expected).isEqualTo(900);
  }

  @Test
  @Tag("SIGN-5")
  void the_fiftieth_attempt_is_the_last_that_is_verified() {
    Guess guess = password();
    exhaust(guess, 49);
    assertThat(attempts.count(guess)).isEqualTo(new Admission.Admitted(50, true));
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
    assertThat(attempts.count(phone)).isEqualTo(new Admission.Admitted(8, true));
    pass(Duration.ofMinutes(15));
    assertThat(attempts.count(phone)).isInstanceOf(Admission.Exhausted.class);
  }

  @Test
  @Tag("SIGN-5")
  void guesses_without_a_device_neither_delay_nor_disable_those_with_one() {
    Guess stranger = password();
    Guess phone = with(stranger, PHONE);
    exhaust(stranger, 50);
    assertThat(attempts.count(phone)).isEqualTo(new Admission.Admitted(1, false));
    assertThat(attempts.count(with(stranger, LAPTOP))).isEqualTo(new Admission.Admitted(1, false));
  }

  @Test
  @Tag("SIGN-5")
  void guesses_from_outside_neither_delay_nor_disable_who_is_signed_in() {
    Guess stranger = password();
    Guess signedIn = with(stranger, GuessedFrom.SESSION);
    exhaust(stranger, 50);
    assertThat(attempts.count(signedIn)).isEqualTo(new Admission.Admitted(1, false));
    assertThat(attempts.count(with(stranger, PHONE))).isEqualTo(new Admission.Admitted(1, false));
  }

  @Test
  @Tag("SIGN-5")
  void all_sessions_of_a_user_together_have_eight_attempts_to_guess() {
    Guess signedIn = password(GuessedFrom.SESSION);
    exhaust(signedIn, 7);
    assertThat(attempts.count(signedIn)).isEqualTo(new Admission.Admitted(8, true));
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
    assertThat(attempts.count(phone)).isEqualTo(new Admission.Admitted(1, false));
    assertThat(attempts.count(stranger)).isEqualTo(new Admission.Admitted(3, false));
    assertThat(attempts.count(code)).isEqualTo(new Admission.Admitted(3, false));
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
    assertThat(attempts.count(stranger)).isEqualTo(new Admission.Admitted(1, false));
    assertThat(attempts.count(phone)).isEqualTo(new Admission.Admitted(1, false));
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
    assertThat(attempts.count(guess)).isEqualTo(new Admission.Admitted(2, false));
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
    ThrottleSettings noDelay =
        new ThrottleSettings(
            50,
            Duration.ofMillis(1),
            Duration.ofMillis(1),
            50,
            8,
            Duration.ofDays(1),
            Duration.ofDays(30));
    database.restartClock();
    List<Admission> answers = inParallel(200, guess, noDelay);
    assertThat(answers)
        .filteredOn(Admission.Admitted.class::isInstance)
        .hasSize(50)
        .doesNotHaveDuplicates()
        .containsOnlyOnce(new Admission.Admitted(50, true));
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
    assertThat(attempts.count(few)).isEqualTo(new Admission.Admitted(1, false));
    assertThat(attempts.count(many)).isInstanceOf(Admission.Exhausted.class);
    pass(Duration.ofDays(31));
    sweepAll();
    assertThat(attempts.count(many)).isEqualTo(new Admission.Admitted(1, false));
    assertThat(attempts.count(code)).isEqualTo(new Admission.Admitted(2, false));
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
    assertThat(attempts.count(stranger)).isEqualTo(new Admission.Exhausted(51, false));
    assertThat(attempts.count(phone)).isEqualTo(new Admission.Exhausted(9, false));
    assertThat(attempts.count(nearly)).isEqualTo(new Admission.Admitted(1, false));
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
    assertThat(attempts.count(stranger)).isEqualTo(new Admission.Exhausted(51, true));
    assertThat(attempts.count(phone)).isEqualTo(new Admission.Exhausted(9, false));
    attempts.reset(Authenticator.PASSWORD, stranger.subject());
    exhaust(stranger, 50);
    pass(Duration.ofMinutes(15));
    assertThat(attempts.count(stranger)).isEqualTo(new Admission.Exhausted(51, false));
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

  private List<Admission> inParallel(int guesses, Guess guess, ThrottleSettings settings) {
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
                  return node.count(guess);
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
