package com.keeptrusts.security.standalone;

import static com.keeptrusts.security.standalone.harness.ProjectFiles.OUTPUT;
import static com.keeptrusts.security.standalone.harness.ProjectFiles.PROJECT;
import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.standalone.harness.LeakSearch;
import com.keeptrusts.security.standalone.harness.Ledger;
import com.keeptrusts.security.standalone.harness.Node;
import com.keeptrusts.security.standalone.harness.Ports;
import com.keeptrusts.security.standalone.harness.ProjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What somebody meets who follows the README, and what a killed process leaves behind. */
class StandaloneEndToEndTest {

  private static final Pattern STORY =
      Pattern.compile("<!-- story -->\n```bash\n(.*?)```\n<!-- /story -->", Pattern.DOTALL);
  private static final int STORY_AT_MOST_SECONDS = 180;

  private static final String ALLOWED =
      "{\"outcome\":\"ALLOW\",\"reasons\":[\"active-member\"],\"gates\":[]}";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir static Path folder;
  private static int port;
  private static Node standalone;

  /**
   * The README's first command where nothing was built yet, on a port of its own so that it meets
   * nobody on 8080. The build is stood in for by one that copies what this build made.
   */
  @BeforeAll
  static void start() throws IOException {
    Path build =
        Files.writeString(
            folder.resolve("mvnw"),
            "#!/usr/bin/env bash\nmkdir -p standalone/target && cp %s standalone/target/\n"
                .formatted(ProjectFiles.jar("standalone")));
    Files.setPosixFilePermissions(build, PosixFilePermissions.fromString("rwx------"));
    Files.copy(PROJECT.resolve("start"), folder.resolve("start"), COPY_ATTRIBUTES);
    port = Ports.free();
    standalone = start("standalone", port);
    standalone.awaitReady();
  }

  @AfterAll
  static void stop() throws IOException {
    ProcessHandle server = databaseServer();
    standalone.close();
    assertThat(server.isAlive()).isFalse();
  }

  private static Node start(String name, int on) {
    return Node.start(
        name,
        List.of(folder.resolve("start").toString(), "--server.port=" + on),
        Map.of(),
        folder,
        OUTPUT.resolve(name + ".log"),
        on);
  }

  @Test
  void the_readmes_story_works_as_written_and_outlives_a_killed_process() throws Exception {
    List<String> told =
        tellStory(
            "README.md",
            "{ declare -f call post ask; declare -p client api session org; } > known\n");
    assertThat(told)
        .containsSubsequence(
            "{\"outcome\":\"RESTRICT\",\"reasons\":[\"password-rotation-required\"],"
                + "\"gates\":[\"PASSWORD_ROTATION_REQUIRED\"]}",
            ALLOWED,
            "{\"outcome\":\"DENY\",\"reasons\":[\"session-not-live\"],\"gates\":[]}",
            ALLOWED);
    assertThat(told).anyMatch(line -> line.matches("\\d+ user\\.mfa-enabled user/.*"));
    assertThat(told).anyMatch(line -> line.matches("\\d+ user\\.session-ended user/.*"));

    standalone.kill();
    ProcessHandle orphan = databaseServer();
    assertThat(orphan.isAlive()).isTrue();
    standalone.startAgain();
    standalone.awaitReady();
    assertThat(orphan.isAlive()).isFalse();
    assertThat(standalone.log()).containsOnlyOnce("Building").containsOnlyOnce("Preparing");
    assertThat(bash("source ./known; ask \",\\\"org\\\":\\\"$org\\\"\"")).containsExactly(ALLOWED);

    assertThat(new LeakSearch(secretsOf(told)).findIn(standalone.log())).isEmpty();
  }

  @Test
  @Tag("PWD-4")
  @Tag("PWD-5")
  void the_story_of_both_ways_to_another_password_works_as_written() throws Exception {
    assertThat(tellStory("docs/passwords.md", ""))
        .containsSubsequence(
            "{\"form\":\"CHANGE\",\"reauthenticationRequired\":false}", "DENY", "DENY", "ALLOW")
        .containsSubsequence(
            "{\"form\":\"ADD\",\"reauthenticationRequired\":true}",
            "{\"form\":\"ADD\",\"reauthenticationRequired\":false}",
            "DENY",
            "ALLOW");
    Ledger ledger = new Ledger();
    Stream.of(
            "eleven patient copper bells", "nine wooden kites at dusk", "three quiet trams in fog")
        .forEach(ledger::secret);
    Stream.of("ada@demo.example", "bo@demo.example", "bo-4711").forEach(ledger::personal);
    assertThat(new LeakSearch(ledger).findIn(standalone.log())).isEmpty();
  }

  @Test
  @Tag("POL-4")
  @Tag("IP-5")
  @Tag("IP-8")
  void the_story_of_what_an_org_demands_works_as_written_when_a_week_has_passed() throws Exception {
    List<String> stories = stories("docs/org-protections.md");
    assertThat(
            bash(
                stories.get(0)
                    + "{ declare -f; declare -p api client from org faysApp; } > known\n"))
        .containsExactly(
            "mfa-not-enabled",
            "10",
            "1",
            "true",
            "{\"outcome\":\"ALLOW\",\"reasons\":[\"active-member\",\"mfa-grace-period\"],\"gates\":[]}",
            "true");
    try {
      setClock("clock_timestamp() + interval '7 days'");
      assertThat(bash(List.of("faketime", "-f", "+7d"), "source ./known\n" + stories.get(1)))
          .containsExactly(
              "{\"outcome\":\"RESTRICT\",\"reasons\":[\"mfa-enrollment-required\"],"
                  + "\"gates\":[\"MFA_ENROLLMENT_REQUIRED\"]}",
              "mfa-enrollment-required",
              "10",
              ALLOWED,
              "would-lock-you-out",
              "true",
              "{\"outcome\":\"DENY\",\"reasons\":[\"address-denied\"],\"gates\":[]}",
              ALLOWED,
              "true",
              ALLOWED);
    } finally {
      setClock("clock_timestamp()");
    }
  }

  /** As the owner of the database. */
  private static void setClock(String expression) throws Exception {
    List<String> pidFile = Files.readAllLines(folder.resolve("data/postgresql/postmaster.pid"));
    String password = Files.readString(folder.resolve("data/database-owner")).strip();
    String url = "jdbc:postgresql://localhost:" + pidFile.get(3).strip() + "/postgres";
    try (Connection owner = DriverManager.getConnection(url, "postgres", password);
        Statement statement = owner.createStatement()) {
      statement.execute(
          "CREATE OR REPLACE FUNCTION log.now() RETURNS timestamptz LANGUAGE sql VOLATILE RETURN"
              + " date_trunc('milliseconds', "
              + expression
              + ")");
    }
  }

  @Test
  void a_process_whose_database_server_is_killed_ends_and_the_next_start_goes_on()
      throws Exception {
    databaseServer().destroyForcibly();
    assertThat(standalone.awaitEnd()).isOne();
    assertThat(standalone.log()).contains("The database server has ended, and this process ends");
    standalone.startAgain();
    standalone.awaitReady();
  }

  @Test
  void a_second_process_on_the_same_data_is_refused_with_a_sentence() throws Exception {
    try (Node second = start("standalone-second", Ports.free())) {
      assertThat(second.awaitEnd()).isNotZero();
      assertThat(second.log())
          .contains("keeptrusts.data: a folder that no other process uses, but it is ")
          .doesNotContain("\tat ");
    }
    assertThat(standalone.isReady()).isTrue();
  }

  @Test
  void what_the_first_start_writes_down_is_for_its_owner_alone() throws Exception {
    Path written = folder.resolve("data/first-start.json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(written)))
        .isEqualTo("rw-------");
    assertThat(standalone.log())
        .contains("http://localhost:" + port)
        .contains(written.toRealPath().toString())
        .doesNotContain(firstStart().get("temporaryPassword").asString());
  }

  /** The commands as they stand in a document, and then what a later question needs to know. */
  private static List<String> tellStory(String document, String then) throws Exception {
    return bash(stories(document).get(0) + then);
  }

  private static List<String> stories(String document) throws IOException {
    List<String> stories =
        STORY
            .matcher(Files.readString(PROJECT.resolve(document)))
            .results()
            .map(story -> story.group(1).replace("localhost:8080", "localhost:" + port))
            .toList();
    assertThat(stories).isNotEmpty();
    return stories;
  }

  private static List<String> bash(String script) throws Exception {
    return bash(List.of(), script);
  }

  private static List<String> bash(List<String> under, String script) throws Exception {
    Path output = folder.resolve("told");
    List<String> command = new ArrayList<>(under);
    command.addAll(List.of("bash", "-euo", "pipefail", "-c", script));
    Process bash =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(bash.waitFor(STORY_AT_MOST_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(bash.exitValue()).as(Files.readString(output)).isZero();
    return Files.readAllLines(output);
  }

  private static ProcessHandle databaseServer() throws IOException {
    Path pidFile = folder.resolve("data/postgresql/postmaster.pid");
    long pid = Long.parseLong(Files.readAllLines(pidFile).get(0).strip());
    return ProcessHandle.of(pid).orElseThrow();
  }

  private static JsonNode firstStart() throws IOException {
    return JSON.readTree(Files.readString(folder.resolve("data/first-start.json")));
  }

  /** What the story was told with, and what it was told. */
  private static Ledger secretsOf(List<String> told) throws IOException {
    Ledger ledger = new Ledger();
    for (String name : List.of("temporaryPassword", "serviceCredential", "invitation")) {
      ledger.secret(firstStart().get(name).asString());
    }
    ledger.personal(firstStart().get("email").asString());
    ledger.personal("203.0.113.7");
    ledger.secret("seven quiet harbour maples");
    told.stream()
        .filter(line -> line.startsWith("[\""))
        .flatMap(line -> JSON.readTree(line).valueStream())
        .forEach(code -> ledger.secret(code.asString()));
    Matcher session =
        Pattern.compile("session=\"([^\"]+)\"").matcher(Files.readString(folder.resolve("known")));
    assertThat(session.find()).isTrue();
    ledger.secret(session.group(1));
    return ledger;
  }
}
