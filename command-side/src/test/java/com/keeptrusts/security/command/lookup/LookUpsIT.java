package com.keeptrusts.security.command.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.keeptrusts.security.command.TestLog;
import com.keeptrusts.security.command.TestNode;
import com.keeptrusts.security.command.TestPeople;
import com.keeptrusts.security.command.TestPeople.Person;
import com.keeptrusts.security.command.attempt.SubjectHashes;
import com.keeptrusts.security.command.authority.Command;
import com.keeptrusts.security.command.bus.Commands;
import com.keeptrusts.security.command.user.DisableMfa;
import com.keeptrusts.security.command.user.EnableMfa;
import com.keeptrusts.security.command.user.IssueTemporaryPassword;
import com.keeptrusts.security.command.user.RevokePasskey;
import com.keeptrusts.security.command.user.TotpProof;
import com.keeptrusts.security.command.vault.Secret;
import com.keeptrusts.security.command.vault.SecretName;
import com.keeptrusts.security.command.vault.Vault;
import com.keeptrusts.security.command.vault.VaultUpkeep;
import com.keeptrusts.security.event.EmailAddress;
import com.keeptrusts.security.event.EnrollmentId;
import com.keeptrusts.security.event.PasskeyId;
import com.keeptrusts.security.event.PasswordRevision;
import com.keeptrusts.security.event.RecoveryCodeSetId;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.event.TotpRevision;
import com.keeptrusts.security.event.TotpStep;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.log.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LookUpsIT {

  @TempDir static Path keysets;

  private TestDatabase database;
  private TestNode node;
  private TestPeople people;
  private TestLog log;

  @BeforeAll
  void start() {
    database = TestDatabase.fresh();
    node = TestNode.start(database, keysets);
    people = new TestPeople(node);
    log = new TestLog(database);
  }

  @AfterAll
  void stop() {
    node.close();
    database.close();
  }

  @AfterEach
  void letTheClockGo() {
    database.restartClock();
  }

  private void send(Command command) {
    node.get(Commands.class).send(command, TestPeople.operator());
  }

  private static void send(TestNode node, Command command, Person by) {
    node.get(Commands.class).send(command, by.caller());
  }

  private void write(SecretName name) {
    try (Secret secret = Secret.taking("anything".getBytes(StandardCharsets.UTF_8))) {
      node.get(Vault.class).write(name, secret);
    }
  }

  private List<String> inForce(UserId user) {
    return log.sql()
        .sql("SELECT revision FROM command.live_secret WHERE user_id = :user")
        .param("user", user.value())
        .query((row, number) -> row.getString(1))
        .list();
  }

  private Account account(UserId user) {
    return node.get(Accounts.class).of(user).orElseThrow();
  }

  @Test
  @Tag("SIGN-1")
  void an_account_is_found_by_its_e_mail_however_it_is_written_and_the_rows_do_not_tell_it() {
    String email = "Anna." + TestPeople.id() + "@acme.example";
    UserId user = people.register(email, null);
    Accounts accounts = node.get(Accounts.class);
    assertThat(accounts.find(new EmailAddress(email.replace("Anna", "aNNA")))).contains(user);
    assertThat(accounts.find(new EmailAddress("other@acme.example"))).isEmpty();
    assertThat(accounts.email(user)).isEqualTo(new EmailAddress(email));
    assertThat(
            log.sql()
                .sql("SELECT a::text FROM command.account_1 a WHERE user_id = :user")
                .param("user", user.value())
                .query(String.class)
                .single())
        .doesNotContainIgnoringCase("acme")
        .doesNotContainIgnoringCase("anna")
        .doesNotContain("Somebody");
  }

  @Test
  @Tag("LOG-1")
  void the_secrets_in_force_are_named_and_no_others_at_every_step_of_a_life() {
    UserId user = people.register();
    assertThat(inForce(user)).isEmpty();
    PasswordRevision temporary = people.temporaryPassword(user);
    assertThat(inForce(user)).containsExactly(temporary.value());
    Person person = people.person(user);
    assertThat(inForce(user)).containsExactly(person.password().value());
    TotpRevision shown = enroll(person);
    TotpRevision shownNext = enroll(person);
    assertThat(inForce(user))
        .containsExactlyInAnyOrder(person.password().value(), shownNext.value())
        .doesNotContain(shown.value());
    TotpRevision app = people.enableMfa(person, 1);
    RecoveryCodeSetId codes = account(user).recoveryCodes();
    assertThat(codes).isNotNull();
    assertThat(inForce(user))
        .containsExactlyInAnyOrder(person.password().value(), app.value(), String.valueOf(codes));
    Person proved = people.signIn(user, person.password(), new TotpProof(app, new TotpStep(2)));
    TotpRevision another = enroll(proved);
    assertThat(inForce(user))
        .containsExactlyInAnyOrder(
            person.password().value(), app.value(), another.value(), String.valueOf(codes));
    send(node, new DisableMfa(user), proved);
    assertThat(inForce(user)).containsExactly(person.password().value());
  }

  @Test
  @Tag("RC-3")
  @Tag("TOTP-1")
  void the_last_passkey_takes_the_codes_with_it_and_no_app_that_is_being_set_up() {
    Person person = people.person();
    UserId user = person.user();
    PasskeyId passkey = people.registerPasskey(person, TestPeople.credentialId());
    RecoveryCodeSetId codes = account(user).recoveryCodes();
    TotpRevision shown = enroll(person);
    assertThat(inForce(user))
        .containsExactlyInAnyOrder(person.password().value(), shown.value(), String.valueOf(codes));
    send(node, new RevokePasskey(user, passkey), person);
    assertThat(inForce(user)).containsExactlyInAnyOrder(person.password().value(), shown.value());
    assertThat(account(user).hasMfaMethod()).isFalse();
  }

  private TotpRevision enroll(Person person) {
    TotpRevision revision = TotpRevision.of(TestPeople.id());
    write(SecretName.of(revision, person.user()));
    send(
        node,
        new EnableMfa(
            person.user(),
            EnrollmentId.of(TestPeople.id()),
            revision,
            database.now().plus(Duration.ofMinutes(10))),
        person);
    return revision;
  }

  @Test
  @Tag("TOTP-1")
  void the_secret_of_an_enrolment_that_nobody_confirmed_is_forgotten_when_it_has_ended() {
    Person person = people.person();
    TotpRevision shown = enroll(person);
    SecretName name = SecretName.of(shown, person.user());
    VaultUpkeep upkeep = node.get(VaultUpkeep.class);
    database.advance(Duration.ofMinutes(9));
    upkeep.sweep(1_000);
    assertThat(node.get(Vault.class).read(name)).isPresent();
    database.advance(Duration.ofMinutes(3));
    upkeep.sweep(1_000);
    assertThat(node.get(Vault.class).read(name)).isEmpty();
    assertThat(inForce(person.user())).containsExactly(person.password().value());
  }

  @Test
  @Tag("TOTP-1")
  void the_secret_of_a_confirmed_authenticator_stays() {
    Person person = people.person();
    TotpRevision app = people.enableMfa(person, 1);
    database.advance(Duration.ofHours(1));
    node.get(VaultUpkeep.class).sweep(1_000);
    assertThat(node.get(Vault.class).read(SecretName.of(app, person.user()))).isPresent();
  }

  @Test
  @Tag("LOG-1")
  void a_fact_never_names_a_secret_that_is_not_in_the_vault() {
    UserId user = people.register();
    PasswordRevision neverWritten = PasswordRevision.of(TestPeople.id());
    assertThatThrownBy(
            () ->
                send(
                    new IssueTemporaryPassword(
                        user, null, neverWritten, database.now().plus(Duration.ofDays(1)))))
        .isNotInstanceOf(Rejected.class);
    assertThat(log.namesOf(user)).containsExactly("user.registered");
  }

  @Test
  @Tag("SIGN-5")
  void the_keyed_hash_of_an_e_mail_is_the_same_on_every_node_of_a_deployment() {
    EmailAddress email = new EmailAddress("same@acme.example");
    try (TestNode another = TestNode.start(database, keysets)) {
      assertThat(another.get(SubjectHashes.class).of(email))
          .isEqualTo(node.get(SubjectHashes.class).of(email));
    }
  }
}
