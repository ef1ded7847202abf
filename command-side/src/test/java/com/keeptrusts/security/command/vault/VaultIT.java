package com.keeptrusts.security.command.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.keeptrusts.security.event.PasswordRevision;
import com.keeptrusts.security.event.RecoveryCodeSetId;
import com.keeptrusts.security.event.TotpRevision;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.log.KeysetFile;
import com.keeptrusts.security.log.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VaultIT {

  private static final String HIDDEN = "JBSWY3DPEHPK3PXP-JBSWY3DPEHPK3PXP";

  private TestDatabase database;
  private JdbcClient jdbc;
  private KeysetFile file;
  private VaultKeys keys;
  private Vault vault;
  private VaultUpkeep upkeep;

  @BeforeAll
  void open() {
    database = TestDatabase.fresh();
    jdbc = JdbcClient.create(database.command());
    file = TestVault.keysetFile();
    keys = new VaultKeys(file);
    vault = new Vault(database.command(), keys);
    upkeep = new VaultUpkeep(database.command(), keys);
  }

  @AfterAll
  void close() {
    database.close();
  }

  @BeforeEach
  void empty() {
    jdbc.sql("DELETE FROM command.live_secret").update();
    jdbc.sql("DELETE FROM vault.secret").update();
  }

  @Test
  void what_was_written_is_read_under_its_name() {
    SecretName name = written(HIDDEN);
    assertThat(read(name)).isEqualTo(HIDDEN);
  }

  @Test
  void every_kind_of_secret_has_its_place() {
    UserId user = TestVault.user();
    for (SecretName name :
        new SecretName[] {
          SecretName.of(PasswordRevision.of(TestVault.id()), user),
          SecretName.of(TotpRevision.of(TestVault.id()), user),
          SecretName.of(RecoveryCodeSetId.of(TestVault.id()), user),
        }) {
      vault.write(name, TestVault.secret(name.kind().name()));
      assertThat(read(name)).isEqualTo(name.kind().name());
    }
  }

  @Test
  void nothing_is_read_under_another_users_name_or_as_another_kind() {
    SecretName name = written(HIDDEN);
    assertThat(vault.read(new SecretName(name.revision(), name.kind(), TestVault.user())))
        .isEmpty();
    assertThat(vault.read(new SecretName(name.revision(), SecretKind.PASSWORD, name.user())))
        .isEmpty();
  }

  @Test
  void a_row_that_was_moved_to_another_user_cannot_be_opened() {
    SecretName name = written(HIDDEN);
    UserId thief = TestVault.user();
    asOwner(
        "UPDATE vault.secret SET user_id = :value WHERE revision = :revision", name, thief.value());
    assertThatThrownBy(() -> vault.read(new SecretName(name.revision(), name.kind(), thief)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_row_that_was_changed_cannot_be_opened() {
    SecretName name = written(HIDDEN);
    jdbc.sql(
            "UPDATE vault.secret SET ciphertext = set_byte(ciphertext, 20, get_byte(ciphertext,"
                + " 20) # 1) WHERE revision = :revision")
        .param("revision", name.revision())
        .update();
    assertThatThrownBy(() -> vault.read(name))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageNotContaining(HIDDEN);
  }

  @Test
  void the_table_holds_no_secret_in_the_clear() {
    SecretName name = written(HIDDEN);
    String stored = new String(ciphertext(name), StandardCharsets.ISO_8859_1);
    assertThat(stored).doesNotContain("JBSWY3DPEHPK3PXP");
  }

  @Test
  void a_name_is_used_once() {
    SecretName name = written(HIDDEN);
    assertThatThrownBy(() -> vault.write(name, TestVault.secret("another")))
        .isInstanceOf(DuplicateKeyException.class);
    assertThat(read(name)).isEqualTo(HIDDEN);
  }

  @Test
  void the_command_sides_login_can_change_nothing_about_a_row_but_its_ciphertext() {
    for (String column : new String[] {"revision", "kind", "user_id", "created_at"}) {
      assertThatThrownBy(
              () -> jdbc.sql("UPDATE vault.secret SET " + column + " = DEFAULT").update())
          .isInstanceOf(BadSqlGrammarException.class)
          .hasRootCauseMessage("ERROR: permission denied for table secret");
    }
  }

  @Test
  void the_query_sides_login_sees_nothing_of_the_vault() {
    assertThatThrownBy(
            () ->
                JdbcClient.create(database.query())
                    .sql("SELECT count(*) FROM vault.secret")
                    .query(Long.class)
                    .single())
        .rootCause()
        .hasMessageContaining("permission denied for schema vault");
  }

  @Test
  @Tag("PWD-1")
  void a_hash_is_upgraded_only_if_it_is_still_the_one_that_was_verified() {
    SecretName name = written("old hash");
    assertThat(vault.upgrade(name, TestVault.secret("another"), TestVault.secret("new hash")))
        .isFalse();
    assertThat(read(name)).isEqualTo("old hash");
    assertThat(vault.upgrade(name, TestVault.secret("old hash"), TestVault.secret("new hash")))
        .isTrue();
    assertThat(read(name)).isEqualTo("new hash");
  }

  @Test
  void a_hash_that_is_gone_is_not_upgraded() {
    SecretName never = SecretName.of(PasswordRevision.of(TestVault.id()), TestVault.user());
    assertThat(vault.upgrade(never, TestVault.secret("old"), TestVault.secret("new"))).isFalse();
    assertThat(vault.read(never)).isEmpty();
  }

  @Test
  void a_secret_that_no_fact_names_is_forgotten_when_it_is_a_minute_old() {
    SecretName named = written("named");
    SecretName unnamed = written("unnamed");
    live(jdbc, named);
    upkeep.sweep(1000);
    assertThat(vault.read(unnamed)).isPresent();
    database.advance(Duration.ofSeconds(61));
    try {
      upkeep.sweep(1000);
    } finally {
      database.restartClock();
    }
    assertThat(vault.read(unnamed)).isEmpty();
    assertThat(read(named)).isEqualTo("named");
  }

  @Test
  void a_fact_cannot_name_a_secret_that_is_forgotten() {
    SecretName never = SecretName.of(TotpRevision.of(TestVault.id()), TestVault.user());
    assertThatThrownBy(() -> live(jdbc, never)).isInstanceOf(DataIntegrityViolationException.class);
  }

  @Test
  void a_secret_that_is_being_named_at_this_moment_is_not_swept() {
    SecretName name = written("just in time");
    database.advance(Duration.ofSeconds(61));
    try {
      new TransactionTemplate(new JdbcTransactionManager(database.command()))
          .executeWithoutResult(
              status -> {
                live(jdbc, name);
                new VaultUpkeep(database.anotherCommandNode(), keys).sweep(1000);
              });
    } finally {
      database.restartClock();
    }
    assertThat(read(name)).isEqualTo("just in time");
  }

  @Test
  void after_a_rotation_old_rows_are_read_and_new_ones_sealed_with_the_new_key() {
    SecretName before = written("before");
    byte[] oldPrefix = keys.primaryPrefix();
    upkeep.rotatePrimary();
    SecretName after = written("after");
    assertThat(ciphertext(before)).startsWith(oldPrefix);
    assertThat(ciphertext(after)).startsWith(keys.primaryPrefix());
    assertThat(keys.primaryPrefix()).isNotEqualTo(oldPrefix);
    assertThat(read(before)).isEqualTo("before");
    assertThat(read(after)).isEqualTo("after");
  }

  @Test
  void reencrypting_leaves_no_row_of_an_old_key_and_no_secret_changed() {
    SecretName name = written(HIDDEN);
    DeploymentKeys deploymentKeys = new DeploymentKeys(database.command(), keys);
    String key = deploymentKeys.key("test").open(SecretReader.VAULT, VaultIT::hex);
    upkeep.rotatePrimary();
    while (upkeep.reencrypt(2) > 0) {
      // in batches, until nothing is left
    }
    assertThat(ciphertext(name)).startsWith(keys.primaryPrefix());
    assertThat(read(name)).isEqualTo(HIDDEN);
    assertThat(deploymentKeys.key("test").open(SecretReader.VAULT, VaultIT::hex)).isEqualTo(key);
  }

  @Test
  void another_node_reads_what_was_sealed_with_a_key_that_is_newer_than_its_start() {
    VaultKeys sameFileEarlier = new VaultKeys(file);
    upkeep.rotatePrimary();
    SecretName name = written("newer");
    assertThat(
            TestVault.text(new Vault(database.command(), sameFileEarlier).read(name).orElseThrow()))
        .isEqualTo("newer");
  }

  @Test
  void a_key_of_the_deployment_is_made_once() {
    DeploymentKeys one = new DeploymentKeys(database.command(), keys);
    DeploymentKeys another = new DeploymentKeys(database.anotherCommandNode(), keys);
    String key = one.key("once").open(SecretReader.VAULT, VaultIT::hex);
    assertThat(another.key("once").open(SecretReader.VAULT, VaultIT::hex)).isEqualTo(key);
    assertThat(one.key("other").open(SecretReader.VAULT, VaultIT::hex)).isNotEqualTo(key);
  }

  private SecretName written(String text) {
    SecretName name = SecretName.of(TotpRevision.of(TestVault.id()), TestVault.user());
    vault.write(name, TestVault.secret(text));
    return name;
  }

  private String read(SecretName name) {
    return TestVault.text(vault.read(name).orElseThrow());
  }

  private byte[] ciphertext(SecretName name) {
    return jdbc.sql("SELECT ciphertext FROM vault.secret WHERE revision = :revision")
        .param("revision", name.revision())
        .query(byte[].class)
        .single();
  }

  private void asOwner(String sql, SecretName name, String value) {
    JdbcClient.create(database.owner())
        .sql(sql)
        .param("revision", name.revision())
        .param("value", value)
        .update();
  }

  private static void live(JdbcClient jdbc, SecretName name) {
    jdbc.sql(
            "INSERT INTO command.live_secret (revision, user_id, kind) VALUES (:revision, :user,"
                + " :kind)")
        .param("revision", name.revision())
        .param("user", name.user().value())
        .param("kind", name.kind().storedName())
        .update();
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
