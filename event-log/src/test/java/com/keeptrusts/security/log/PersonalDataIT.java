package com.keeptrusts.security.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.Aead;
import com.keeptrusts.security.event.ClientAddress;
import com.keeptrusts.security.event.DisplayName;
import com.keeptrusts.security.event.Personal;
import com.keeptrusts.security.event.PersonalOwner;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class PersonalDataIT {

  private static final DisplayName NAME = new DisplayName("Åsa Ångström \ud83d\ude80");

  @TempDir private Path directory;

  private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 5);
  private final PersonalOwner owner = PersonalOwner.of(TestEvents.aUser());
  private TestDatabase database;
  private PersonalData command;
  private PersonalData query;

  @BeforeEach
  void open() {
    database = TestDatabase.fresh();
    Aead keyEncryption = keyset("personal.keyset");
    command = new PersonalData(database.command(), keyEncryption, nanoTime::get);
    query = new PersonalData(database.query(), keyEncryption, nanoTime::get);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void what_one_side_sealed_the_other_opens() {
    Personal<DisplayName> sealed = command.seal(owner, NAME);

    assertThat(query.open(sealed)).contains(NAME.text());
    assertThat(query.open(Personal.parse(sealed.toString()))).contains(NAME.text());
    assertThat(command.open(query.seal(owner, NAME))).contains(NAME.text());
  }

  @Test
  void the_same_text_never_looks_the_same_and_shows_nothing() {
    String first = command.seal(owner, NAME).toString();

    assertThat(first).isNotEqualTo(command.seal(owner, NAME).toString()).doesNotContain("ngstr");
  }

  @Test
  void what_was_sealed_for_one_owner_does_not_open_for_another() {
    PersonalOwner another = PersonalOwner.of(TestEvents.aUser());
    command.seal(another, NAME);
    Personal<?> moved = new Personal<>(another, command.seal(owner, NAME).ciphertext());

    assertThatThrownBy(() -> query.open(moved)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_key_that_was_moved_to_another_owner_does_not_open() {
    PersonalOwner another = PersonalOwner.of(TestEvents.aUser());
    Personal<?> sealed = command.seal(owner, NAME);
    JdbcClient.create(database.owner())
        .sql("INSERT INTO personal.key SELECT :another, wrapped_key FROM personal.key")
        .param("another", another.value())
        .update();

    assertThatThrownBy(() -> query.open(new Personal<>(another, sealed.ciphertext())))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void nothing_opens_without_the_key_encryption_key() {
    Personal<?> sealed = command.seal(owner, NAME);
    PersonalData stranger = new PersonalData(database.query(), keyset("another.keyset"));

    assertThatThrownBy(() -> stranger.open(sealed)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_node_with_another_keyset_does_not_start() {
    Path right = directory.resolve("right.keyset");
    PersonalData.ofSetting(database.command(), "the.setting", right);
    PersonalData.ofSetting(database.query(), "the.setting", right);

    assertThatThrownBy(
            () ->
                PersonalData.ofSetting(
                    database.query(), "the.setting", directory.resolve("wrong.keyset")))
        .isInstanceOf(WrongSetting.class)
        .hasMessageContaining("the.setting")
        .hasMessageContaining("wrong.keyset");
  }

  @Test
  void nodes_that_seal_first_at_the_same_instant_use_one_key() throws Exception {
    int nodes = 8;
    Aead keyEncryption = keyset("personal.keyset");
    for (int round = 0; round < 10; round++) {
      PersonalOwner fresh = PersonalOwner.of(TestEvents.aUser());
      CyclicBarrier together = new CyclicBarrier(nodes);
      ExecutorService pool = Executors.newFixedThreadPool(nodes);
      try {
        List<Callable<Personal<DisplayName>>> seals = new ArrayList<>();
        for (int node = 0; node < nodes; node++) {
          PersonalData data =
              new PersonalData(
                  node % 2 == 0 ? database.command() : database.query(), keyEncryption);
          seals.add(
              () -> {
                together.await();
                return data.seal(fresh, NAME);
              });
        }
        for (Future<Personal<DisplayName>> sealed : pool.invokeAll(seals)) {
          assertThat(query.open(sealed.get())).contains(NAME.text());
        }
      } finally {
        pool.shutdown();
      }
    }
  }

  @Test
  void a_key_is_made_in_a_transaction_of_its_own() {
    List<Personal<DisplayName>> sealed = new ArrayList<>();
    new TransactionTemplate(new DataSourceTransactionManager(database.command()))
        .executeWithoutResult(
            status -> {
              sealed.add(command.seal(owner, NAME));
              status.setRollbackOnly();
            });

    assertThat(query.open(sealed.get(0))).contains(NAME.text());
  }

  @Test
  void whoever_was_forgotten_is_unreadable_at_once_here_and_on_other_nodes_within_a_minute() {
    Personal<DisplayName> sealed = command.seal(owner, NAME);
    assertThat(query.open(sealed)).isPresent();

    command.forget(owner);

    assertThat(command.open(sealed)).isEmpty();
    nanoTime.addAndGet(Duration.ofSeconds(60).toNanos());
    assertThat(query.open(sealed)).isEmpty();
    assertThat(query.open(sealed)).isEmpty();
  }

  @Test
  void using_a_key_does_not_keep_it_open_for_longer() {
    Personal<DisplayName> sealed = command.seal(owner, NAME);
    assertThat(query.open(sealed)).isPresent();
    command.forget(owner);

    nanoTime.addAndGet(Duration.ofSeconds(40).toNanos());
    assertThat(query.open(sealed)).isPresent();
    nanoTime.addAndGet(Duration.ofSeconds(20).toNanos());
    assertThat(query.open(sealed)).isEmpty();
  }

  @Test
  void a_key_is_never_made_twice() {
    command.seal(owner, NAME);
    command.forget(owner);
    command.forget(owner);

    assertThatThrownBy(() -> command.seal(owner, NAME)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> query.seal(owner, NAME)).isInstanceOf(IllegalStateException.class);
    assertThat(keysLeft()).isZero();
  }

  @Test
  void forgetting_one_who_never_had_a_key_prevents_that_one_is_made() {
    command.forget(owner);

    assertThatThrownBy(() -> command.seal(owner, NAME)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void the_query_side_cannot_forget() {
    command.seal(owner, NAME);

    assertThatThrownBy(() -> query.forget(owner)).isInstanceOf(DataAccessException.class);
    assertThat(keysLeft()).isEqualTo(1);
  }

  @Test
  void refusals_without_a_known_user_are_sealed_under_the_key_of_their_day() {
    PersonalOwner day = PersonalOwner.ofDay(Instant.parse("2026-04-01T09:30:00Z"));
    Personal<ClientAddress> sealed = command.seal(day, new ClientAddress("203.0.113.7"));

    assertThat(query.open(sealed)).contains("203.0.113.7");
    command.forget(day);
    assertThat(command.open(sealed)).isEmpty();
  }

  private Aead keyset(String file) {
    return KeysetFile.existingOrNew(directory.resolve(file)).aead();
  }

  private long keysLeft() {
    return JdbcClient.create(database.query())
        .sql("SELECT count(*) FROM personal.key WHERE wrapped_key IS NOT NULL")
        .query(Long.class)
        .single();
  }
}
