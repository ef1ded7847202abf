package com.keeptrusts.security.command.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.keeptrusts.security.command.vault.TestVault;
import com.keeptrusts.security.event.Authenticator;
import com.keeptrusts.security.event.Sha256;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.log.TestDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
    String token = devices.remember(user);
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
    String token = devices.remember(TestVault.user());
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
      tokens.add(devices.remember(user));
    }
    tick();
    devices.used(Sha256.ofToken(tokens.get(0)));
    tick();
    String sixth = devices.remember(user);
    assertThat(devices.recognise(user, tokens.get(1))).isEmpty();
    assertThat(devices.recognise(user, tokens.get(0))).isPresent();
    assertThat(devices.recognise(user, sixth)).isPresent();
    assertThat(count(user)).isEqualTo(5);
  }

  @Test
  void two_sign_ins_at_once_leave_no_more_than_five_devices() {
    UserId user = TestVault.user();
    for (int i = 0; i < 4; i++) {
      devices.remember(user);
    }
    Devices anotherNode = new Devices(database.anotherCommandNode());
    new TransactionTemplate(new JdbcTransactionManager(database.command()))
        .executeWithoutResult(
            status -> {
              devices.remember(user);
              assertThatThrownBy(() -> anotherNode.remember(user))
                  .rootCause()
                  .hasMessageContaining("lock timeout");
            });
    anotherNode.remember(user);
    assertThat(count(user)).isEqualTo(5);
  }

  @Test
  void the_counters_of_a_forgotten_device_go_with_it() {
    UserId user = TestVault.user();
    Sha256 device = Sha256.ofToken(devices.remember(user));
    Attempts attempts = new Attempts(database.command(), ThrottleSettings.DEFAULT);
    attempts.count(
        new Guess(
            Authenticator.TOTP, new SubjectHash("somebody"), GuessedFrom.device(device), user));
    assertThat(counters(device)).isEqualTo(1);
    devices.forgetAllOf(user);
    assertThat(counters(device)).isZero();
    assertThat(count(user)).isZero();
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
