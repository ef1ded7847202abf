package com.keeptrusts.security.command.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.command.TestNode;
import com.keeptrusts.security.command.TestPeople;
import com.keeptrusts.security.command.TestPeople.Person;
import com.keeptrusts.security.command.authority.Command;
import com.keeptrusts.security.command.bus.Commands;
import com.keeptrusts.security.command.user.RegenerateRecoveryCodes;
import com.keeptrusts.security.command.user.RevokeSessions;
import com.keeptrusts.security.event.RecoveryCodeSetId;
import com.keeptrusts.security.log.TestDatabase;
import java.nio.file.Path;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecoveryCodeIssueIT {

  @TempDir static Path keysets;

  private TestDatabase database;
  private TestNode node;
  private TestPeople people;

  @BeforeAll
  void start() {
    database = TestDatabase.fresh();
    node = TestNode.start(database, keysets);
    people = new TestPeople(node);
  }

  @AfterAll
  void stop() {
    node.close();
    database.close();
  }

  @Test
  @Tag("TOTP-2")
  void codes_that_came_into_force_are_shown() {
    Person anna = withMfa();
    assertThat(
            issued(anna, set -> new RegenerateRecoveryCodes(anna.user(), set, RecoveryCodes.COUNT))
                .recoveryCodes())
        .hasSize(RecoveryCodes.COUNT);
  }

  @Test
  @Tag("TOTP-2")
  void codes_of_a_set_that_did_not_come_into_force_are_shown_to_nobody() {
    Person anna = withMfa();
    assertThat(issued(anna, set -> new RevokeSessions(anna.user(), anna.session())).recoveryCodes())
        .isNull();
  }

  private Person withMfa() {
    Person anna = people.person();
    people.enableMfa(anna, 1);
    return anna;
  }

  private RecoveryCodesAnswer issued(Person person, Function<RecoveryCodeSetId, Command> command) {
    return node.get(RecoveryCodeIssue.class)
        .issue(
            person.user(),
            set -> node.get(Commands.class).send(command.apply(set), person.caller()));
  }
}
