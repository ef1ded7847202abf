package com.keeptrusts.security.command.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.command.TestLog;
import com.keeptrusts.security.command.TestNode;
import com.keeptrusts.security.command.TestPeople;
import com.keeptrusts.security.command.attempt.SubjectHashes;
import com.keeptrusts.security.command.bus.Commands;
import com.keeptrusts.security.command.sweep.Sweeps;
import com.keeptrusts.security.command.user.DisableMfa;
import com.keeptrusts.security.command.user.PasskeyProof;
import com.keeptrusts.security.command.user.ReauthenticateByPasskey;
import com.keeptrusts.security.command.user.RenamePasskey;
import com.keeptrusts.security.command.user.RevokePasskey;
import com.keeptrusts.security.command.user.RevokeSessions;
import com.keeptrusts.security.command.user.UnlinkExternalIdentity;
import com.keeptrusts.security.event.CredentialId;
import com.keeptrusts.security.event.ExternalIdentityId;
import com.keeptrusts.security.event.PasskeyId;
import com.keeptrusts.security.event.PasskeyName;
import com.keeptrusts.security.event.PersonalOwner;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.log.LogSerializer;
import com.keeptrusts.security.log.PersonalData;
import com.keeptrusts.security.log.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LookUpRebuildIT {

  @TempDir static Path keysets;

  private TestDatabase database;
  private TestNode node;
  private TestPeople people;
  private TestLog log;
  private LookUpRebuild rebuild;

  @BeforeAll
  void start() {
    database = TestDatabase.fresh();
    node = TestNode.start(database, keysets);
    people = new TestPeople(node);
    log = new TestLog(database);
    rebuild =
        new LookUpRebuild(
            database.command(),
            (LogSerializer) node.get(Serializer.class),
            node.get(SubjectHashes.class),
            node.get(PersonalData.class));
  }

  @AfterAll
  void stop() {
    node.close();
    database.close();
  }

  private List<Map<String, @Nullable Object>> rows(String table) {
    return log.sql()
        .sql("SELECT to_jsonb(one)::text FROM command." + table + " one ORDER BY 1")
        .query()
        .listOfRows();
  }

  /** Accounts in every state, by chance, with the vault swept in between. */
  private List<UserId> history(long seed) {
    Random chance = new Random(seed);
    List<UserId> users = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      UserId user = people.register();
      users.add(user);
      if (chance.nextInt(4) > 0) {
        TestPeople.Person person = people.person(user);
        int times = chance.nextInt(3);
        for (int time = 0; time < times; time++) {
          ExternalIdentityId linked = people.link(person, "https://login.example", TestPeople.id());
          if (chance.nextBoolean()) {
            node.get(Commands.class)
                .send(new UnlinkExternalIdentity(user, linked), person.caller());
          }
          passkeys(person, chance);
          people.enableMfa(person, time + 1L);
          if (chance.nextBoolean()) {
            node.get(Commands.class).send(new DisableMfa(user), person.caller());
          }
        }
      }
      if (chance.nextInt(3) == 0) {
        people.temporaryPassword(user);
      }
      if (chance.nextInt(3) == 0) {
        people.replaceEmail(user, TestPeople.id() + "@acme.example");
      }
    }
    database.advance(Duration.ofMinutes(2));
    node.get(Sweeps.class).forgetSecrets();
    database.restartClock();
    return users;
  }

  private void passkeys(TestPeople.Person person, Random chance) {
    Commands commands = node.get(Commands.class);
    PasskeyId passkey = people.registerPasskey(person, TestPeople.credentialId());
    PersonalOwner owner = PersonalOwner.of(person.user());
    commands.send(
        new RenamePasskey(
            person.user(),
            passkey,
            node.get(PersonalData.class).seal(owner, new PasskeyName("Key"))),
        person.caller());
    commands.send(
        new ReauthenticateByPasskey(
            person.user(), person.session(), new PasskeyProof(passkey, 7, true, true, true)),
        person.caller());
    if (chance.nextBoolean()) {
      commands.send(new RevokePasskey(person.user(), passkey), person.caller());
    }
  }

  @Test
  void rebuilt_look_ups_equal_the_live_ones_and_touch_nothing_that_is_in_no_log() {
    for (long seed = 1; seed <= 2; seed++) {
      UserId user = history(seed).get(0);
      people.openSignIn(user);
      int open = rows("sign_in").size();
      List<Map<String, @Nullable Object>> accounts = rows("account_1");
      List<Map<String, @Nullable Object>> secrets = rows("live_secret");
      List<Map<String, @Nullable Object>> identities = rows("external_identity_1");
      List<Map<String, @Nullable Object>> passkeys = rows("passkey_1");
      assertThat(rebuild.run(number -> {}).correctedRows()).as("seed " + seed).isZero();
      assertThat(rows("passkey_1")).isNotEmpty().isEqualTo(passkeys);
      assertThat(rows("account_1")).isEqualTo(accounts);
      assertThat(rows("live_secret")).isEqualTo(secrets);
      assertThat(rows("external_identity_1")).isNotEmpty().isEqualTo(identities);
      assertThat(rows("sign_in")).hasSize(open);
    }
  }

  /** Both committed before either was numbered. */
  @Test
  void who_gave_an_e_mail_up_may_stand_in_the_log_after_who_took_it() throws Exception {
    String email = TestPeople.id() + "@acme.example";
    UserId anna = people.register(email, null);
    people.replaceEmail(anna, TestPeople.id() + "@acme.example");
    UserId bob = people.register(email, null);
    List<Map<String, @Nullable Object>> right = rows("account_1");
    swapTheLastTwo();
    assertThat(log.namesOf(bob)).containsExactly("user.registered");
    assertThat(rebuild.run(number -> {}).correctedRows()).isZero();
    assertThat(rows("account_1")).isEqualTo(right);
  }

  @Test
  @Tag("SIGN-3")
  void who_unlinked_an_identity_may_stand_in_the_log_after_who_linked_it_then() throws Exception {
    TestPeople.Person anna = people.person();
    TestPeople.Person bob = people.person();
    String subject = TestPeople.id();
    ExternalIdentityId annas = people.link(anna, "https://login.example", subject);
    node.get(Commands.class).send(new UnlinkExternalIdentity(anna.user(), annas), anna.caller());
    ExternalIdentityId bobs = people.link(bob, "https://login.example", subject);
    swapTheLastTwo();
    assertThat(rebuild.run(number -> {}).correctedRows()).isZero();
    assertThat(node.get(LinkedIdentities.class).of(bob.user()))
        .extracting(OwnIdentity::identity)
        .containsExactly(bobs);
  }

  @Test
  @Tag("PK-3")
  void who_removed_a_passkey_may_stand_in_the_log_after_who_registered_it_then() throws Exception {
    TestPeople.Person anna = people.person();
    TestPeople.Person bob = people.person();
    people.enableMfa(bob, 1);
    CredentialId credential = TestPeople.credentialId();
    PasskeyId annas = people.registerPasskey(anna, credential);
    node.get(Commands.class).send(new RevokePasskey(anna.user(), annas), anna.caller());
    PasskeyId bobs = people.registerPasskey(bob, credential);
    swapTheLastTwo();
    assertThat(rebuild.run(number -> {}).correctedRows()).isZero();
    assertThat(node.get(RegisteredPasskeys.class).find(credential).map(RegisteredPasskey::passkey))
        .contains(bobs);
  }

  /** Of the events that have happened so far, in the order of the log. */
  private void swapTheLastTwo() throws SQLException {
    asOwner("SELECT log.number_events(100000)");
    asOwner(
        """
        DO $$
        DECLARE last bigint := (SELECT max(number) FROM log.sequence);
        BEGIN
          UPDATE log.sequence SET number = last + 1 WHERE number = last;
          UPDATE log.sequence SET number = last WHERE number = last - 1;
          UPDATE log.sequence SET number = last - 1 WHERE number = last + 1;
        END $$
        """);
  }

  private void asOwner(String sql) throws SQLException {
    try (Connection connection = database.owner().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void a_row_that_was_wrong_or_missing_is_put_right() {
    TestPeople.Person anna = people.person();
    List<Map<String, @Nullable Object>> right = rows("account_1");
    log.sql()
        .sql("UPDATE command.account_1 SET recovery_codes_left = 7 WHERE user_id = :user")
        .param("user", anna.user().value())
        .update();
    log.sql()
        .sql("DELETE FROM command.live_secret WHERE user_id = :user")
        .param("user", anna.user().value())
        .update();
    assertThat(rebuild.run(number -> {}).correctedRows()).isEqualTo(2);
    assertThat(rows("account_1")).isEqualTo(right);
    assertThat(
            log.sql()
                .sql("SELECT count(*) FROM command.live_secret WHERE user_id = :user")
                .param("user", anna.user().value())
                .query(Integer.class)
                .single())
        .isOne();
  }

  @Test
  void a_forgotten_user_has_no_row_afterwards_and_the_others_keep_theirs() {
    TestPeople.Person anna = people.person();
    TestPeople.Person bob = people.person();
    String subject = TestPeople.id();
    people.link(anna, "https://login.example", subject);
    people.registerPasskey(anna, TestPeople.credentialId());
    int passkeys = rows("passkey_1").size();
    node.get(PersonalData.class).forget(PersonalOwner.of(anna.user()));
    rebuild.run(number -> {});
    people.link(bob, "https://login.example", subject);
    LinkedIdentities identities = node.get(LinkedIdentities.class);
    assertThat(identities.of(anna.user())).isEmpty();
    assertThat(identities.of(bob.user())).extracting(OwnIdentity::subject).containsExactly(subject);
    Accounts accounts = node.get(Accounts.class);
    assertThat(accounts.of(anna.user())).isEmpty();
    assertThat(rows("passkey_1")).hasSize(passkeys - 1);
    assertThat(accounts.of(bob.user()).map(Account::password)).contains(bob.password());
    node.get(Commands.class).send(new RevokeSessions(anna.user(), null), TestPeople.operator());
    assertThat(rebuild.run(number -> {}).correctedRows()).isZero();
  }
}
