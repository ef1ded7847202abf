package com.keeptrusts.security.command.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.keeptrusts.security.command.vault.TestVault;
import com.keeptrusts.security.event.Authenticator;
import com.keeptrusts.security.event.Sha256;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.log.Conditions;
import com.keeptrusts.security.log.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Tag("SIGN-5")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DevicesIT {

  private TestDatabase database;
  private Devices devices;
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");

  @BeforeAll
  void open() {
    database = TestDatabase.fresh();
    devices = new Devices(database.command());
  }

  @AfterAll
  void close() {
    database.close();
  }

  @Test
  void a_device_is_recognised_by_its_token_for_its_user_alone() {
    UserId user = TestVault.user();
    String token = remembered(user);
    assertThat(devices.recognise(user, token)).hasValue(Sha256.ofToken(token));
    assertThat(devices.recognise(TestVault.user(), token)).isEmpty();
    assertThat(devices.recognise(null, token)).isEmpty();
    assertThat(devices.recognise(user, null)).isEmpty();
    assertThat(devices.recognise(user, token + "x")).isEmpty();
  }

  @Test
  @Tag("SIGN-4")
  void the_database_is_asked_for_a_device_of_an_unknown_user_too() {
    new TransactionTemplate(new JdbcTransactionManager(database.owner()))
        .executeWithoutResult(
            status -> {
              JdbcClient.create(database.owner())
                  .sql("LOCK TABLE command.device IN ACCESS EXCLUSIVE MODE")
                  .update();
              assertThatThrownBy(() -> devices.recognise(null, "anything"))
                  .rootCause()
                  .hasMessageContaining("lock timeout");
            });
  }

  @Test
  void only_the_hash_of_a_devices_token_is_kept() {
    String token = remembered(TestVault.user());
    assertThat(token).matches("[A-Za-z0-9_-]{43}");
    assertThat(
            JdbcClient.create(database.command())
                .sql("SELECT count(*) FROM command.device row WHERE row::text LIKE :token")
                .param("token", "%" + token + "%")
                .query(Long.class)
                .single())
        .isZero();
  }

  @Test
  void a_sixth_device_takes_the_place_of_the_one_that_was_used_longest_ago() {
    UserId user = TestVault.user();
    List<String> tokens = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      tick();
      tokens.add(remembered(user));
    }
    tick();
    devices.used(Sha256.ofToken(tokens.get(0)));
    tick();
    String sixth = remembered(user);
    assertThat(devices.recognise(user, tokens.get(1))).isEmpty();
    assertThat(devices.recognise(user, tokens.get(0))).isPresent();
    assertThat(devices.recognise(user, sixth)).isPresent();
    assertThat(count(user)).isEqualTo(5);
  }

  @Test
  void two_sign_ins_at_once_leave_no_more_than_five_devices() {
    UserId user = TestVault.user();
    for (int i = 0; i < 4; i++) {
      remembered(user);
    }
    Devices anotherNode = new Devices(database.anotherCommandNode());
    new TransactionTemplate(new JdbcTransactionManager(database.command()))
        .executeWithoutResult(
            status -> {
              remembered(user);
              assertThatThrownBy(() -> anotherNode.remember(user, () -> true))
                  .rootCause()
                  .hasMessageContaining("lock timeout");
            });
    anotherNode.remember(user, () -> true);
    assertThat(count(user)).isEqualTo(5);
  }

  @Test
  void the_counters_of_a_forgotten_device_go_with_it() {
    UserId user = TestVault.user();
    Sha256 device = Sha256.ofToken(remembered(user));
    Attempts attempts = new Attempts(database.command(), ThrottleSettings.DEFAULT);
    attempts.count(
        new Guess(
            Authenticator.TOTP, new SubjectHash("somebody"), GuessedFrom.device(device), user));
    assertThat(counters(device)).isEqualTo(1);
    devices.forgetAllOf(user);
    assertThat(counters(device)).isZero();
    assertThat(count(user)).isZero();
  }

  @Test
  void a_device_of_a_sign_in_that_ended_meanwhile_is_not_remembered() throws Exception {
    UserId user = TestVault.user();
    remembered(user);
    AtomicBoolean signedIn = new AtomicBoolean(true);
    ExecutorService signIn = Executors.newSingleThreadExecutor();
    Future<Optional<String>> late =
        inTransaction(
            () -> {
              devices.forgetAllOf(user);
              Future<Optional<String>> waits =
                  signIn.submit(() -> devices.remember(user, signedIn::get));
              Conditions.await(Duration.ofSeconds(20), this::somebodyWaits);
              signedIn.set(false);
              return waits;
            });
    assertThat(late.get(20, TimeUnit.SECONDS)).isEmpty();
    assertThat(count(user)).isZero();
    signIn.shutdown();
  }

  private <T> T inTransaction(Supplier<T> step) {
    return Objects.requireNonNull(
        new TransactionTemplate(new JdbcTransactionManager(database.command()))
            .execute(status -> step.get()));
  }

  private boolean somebodyWaits() {
    return number(
            "SELECT count(*) FROM pg_locks WHERE locktype = :value AND NOT granted", "advisory")
        == 1;
  }

  private String remembered(UserId user) {
    return devices.remember(user, () -> true).orElseThrow();
  }

  private void tick() {
    now = now.plusSeconds(1);
    database.setClock(now);
  }

  private long count(UserId user) {
    return number("SELECT count(*) FROM command.device WHERE user_id = :value", user.value());
  }

  private long counters(Sha256 device) {
    return number("SELECT count(*) FROM command.attempt WHERE device = :value", device.value());
  }

  private long number(String sql, String value) {
    return JdbcClient.create(database.command())
        .sql(sql)
        .param("value", value)
        .query(Long.class)
        .single();
  }
}
