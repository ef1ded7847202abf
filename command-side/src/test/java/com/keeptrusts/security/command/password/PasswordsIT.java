package com.keeptrusts.security.command.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.keeptrusts.security.command.vault.Secret;
import com.keeptrusts.security.command.vault.SecretName;
import com.keeptrusts.security.command.vault.SecretReader;
import com.keeptrusts.security.command.vault.TestVault;
import com.keeptrusts.security.command.vault.Vault;
import com.keeptrusts.security.event.Deferred;
import com.keeptrusts.security.event.PasswordRevision;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.log.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PasswordsIT {

  private static final Argon2Settings STRONGER = new Argon2Settings(19_456, 3, 1);

  private final Argon2id argon2id = new Argon2id(1, 100, Duration.ZERO);
  private final UserId user = TestVault.user();
  private TestDatabase database;
  private Vault vault;
  private Passwords passwords;

  @BeforeAll
  void open() {
    database = TestDatabase.fresh();
    vault = TestVault.over(database.command());
    passwords = passwords(Argon2Settings.DEFAULT);
  }

  @AfterAll
  void close() {
    database.close();
  }

  @Test
  @Tag("PWD-1")
  void the_vault_holds_an_argon2id_hash_of_19_mebibytes_in_two_passes() {
    PasswordRevision revision = written();
    assertThat(stored(revision)).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    assertThat(stored(revision)).doesNotContain("battery");
  }

  @Test
  @Tag("PWD-1")
  void the_right_password_of_the_revision_is_verified_and_no_other() {
    PasswordRevision revision = written();
    assertThat(verify(user, revision, "correct horse battery")).isTrue();
    assertThat(verify(user, revision, "correct horse batterz")).isFalse();
    assertThat(verify(TestVault.user(), revision, "correct horse battery")).isFalse();
    assertThat(verify(user, PasswordRevision.of(TestVault.id()), "correct horse battery"))
        .isFalse();
  }

  @Test
  @Tag("PWD-1")
  void a_hash_with_old_settings_is_made_anew_when_the_password_was_right() {
    PasswordRevision revision = written();
    Passwords stronger = passwords(STRONGER);
    assertThat(stronger.verify(user, revision, Password.typed("wrong horse battery"))).isFalse();
    assertThat(stored(revision)).contains(",t=2,");
    assertThat(stronger.verify(user, revision, Password.typed("correct horse battery"))).isTrue();
    assertThat(stored(revision)).contains(",t=3,");
    assertThat(stronger.verify(user, revision, Password.typed("correct horse battery"))).isTrue();
  }

  /** The second turn goes to somebody else, who keeps it. */
  @Test
  @Tag("PWD-1")
  void a_right_password_is_right_also_if_there_is_no_turn_to_make_its_hash_anew() throws Exception {
    Argon2id patient = new Argon2id(1, 100, Duration.ofSeconds(4));
    Passwords stronger = new Passwords(vault, new PasswordHashes(patient, STRONGER, 256));
    PasswordRevision revision = written();
    ExecutorService callers = Executors.newCachedThreadPool();
    HeldTurns first = HeldTurns.of(patient, 1);
    Future<Boolean> right =
        callers.submit(
            () -> stronger.verify(user, revision, Password.typed("correct horse battery")));
    Awaitility.await().until(() -> patient.waiting() == 1);
    Future<HeldTurns> next = callers.submit(() -> HeldTurns.of(patient, 1));
    Awaitility.await().until(() -> patient.waiting() == 2);
    first.close();
    try (HeldTurns held = next.get()) {
      assertThat(held.turns()).isOne();
      assertThat(right.get()).isTrue();
    }
    assertThat(patient.refused()).isOne();
    assertThat(stored(revision)).contains(",t=2,");
    assertThat(stronger.verify(user, revision, Password.typed("correct horse battery"))).isTrue();
    assertThat(stored(revision)).contains(",t=3,");
    callers.shutdown();
  }

  @Test
  @Tag("PWD-1")
  void while_a_change_of_settings_is_rolled_out_nodes_do_not_undo_each_others_hashes() {
    PasswordRevision revision = written();
    Passwords more = passwords(new Argon2Settings(24_576, 2, 1));
    Password typed = Password.typed("correct horse battery");
    assertThat(more.verify(user, revision, typed)).isTrue();
    assertThat(stored(revision)).contains("$m=24576,t=2,");
    assertThat(passwords.verify(user, revision, typed)).isTrue();
    assertThat(stored(revision)).contains("$m=24576,t=2,");
    assertThat(passwords(STRONGER).verify(user, revision, typed)).isTrue();
    String both = stored(revision);
    assertThat(both).contains("$m=24576,t=3,");
    assertThat(more.verify(user, revision, typed)).isTrue();
    assertThat(stored(revision)).isEqualTo(both);
  }

  @Test
  @Tag("SIGN-4")
  void an_unknown_user_and_one_without_a_password_cost_a_hash_as_well() {
    PasswordRevision revision = PasswordRevision.of(TestVault.id());
    assertThat(verify(null, null, "correct horse battery")).isFalse();
    argon2id.inTurn(
        () -> {
          assertCostsAHash(null, null);
          assertCostsAHash(user, null);
          return assertCostsAHash(user, revision);
        });
  }

  private boolean assertCostsAHash(@Nullable UserId of, @Nullable PasswordRevision revision) {
    assertThatThrownBy(() -> verify(of, revision, "correct horse battery"))
        .isInstanceOf(Deferred.class);
    return true;
  }

  private boolean verify(
      @Nullable UserId of, @Nullable PasswordRevision revision, String password) {
    return passwords.verify(of, revision, Password.typed(password));
  }

  private Passwords passwords(Argon2Settings settings) {
    return new Passwords(vault, new PasswordHashes(argon2id, settings, 256));
  }

  private PasswordRevision written() {
    PasswordRevision revision = PasswordRevision.of(TestVault.id());
    passwords.write(revision, user, Password.typed("correct horse battery"));
    return revision;
  }

  private String stored(PasswordRevision revision) {
    try (Secret hash = vault.read(SecretName.of(revision, user)).orElseThrow()) {
      return hash.open(
          SecretReader.PASSWORD_CHECK, bytes -> new String(bytes, StandardCharsets.US_ASCII));
    }
  }
}
