package com.keeptrusts.security.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.standalone.harness.Node;
import com.keeptrusts.security.standalone.harness.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the process says that cannot start, and how it ends. */
class StartFailuresIT {

  private static final String PASSWORD = "a-password-that-nobody-may-see";
  private static final Pattern TRACE = Pattern.compile("(?m)^\\s+at [\\w.$/]+\\(");

  @TempDir Path folder;

  @Test
  void a_folder_that_another_process_uses() throws Exception {
    DataDirectory used = DataDirectory.open(data());
    assertEndsWith("keeptrusts.data: a folder that no other process uses, but it is " + data());
    used.close();
  }

  @Test
  void a_folder_that_cannot_be_made() throws Exception {
    Files.writeString(data(), "a file");
    assertEndsWith("keeptrusts.data: a folder that can be written, or made, but it is " + data());
  }

  @Test
  void a_file_of_the_folder_that_cannot_be_read() throws Exception {
    Path password = Files.createDirectories(usedBefore().resolve("command-login"));
    assertEndsWith("keeptrusts.data: a folder whose files can be read, but it is " + password);
  }

  @Test
  void a_database_folder_that_cannot_be_used() throws Exception {
    Path file = Files.writeString(usedBefore().resolve("postgresql"), "a file");
    assertEndsWith("The database in " + file + " cannot be used: ");
  }

  @Test
  void a_wrong_or_empty_address_of_a_database() throws Exception {
    String allowed = "SPRING_DATASOURCE_URL: jdbc:postgresql://<host>:<port>/<database>";
    assertEndsWith(allowed + ", but it is empty", Map.of("SPRING_DATASOURCE_URL", ""));
    assertEndsWith(
        allowed + ", user and password in their own settings, but it is something else",
        Map.of("SPRING_DATASOURCE_URL", "postgres://u:" + PASSWORD + "@h/db"));
  }

  @Test
  void a_database_without_a_user_name_or_that_does_not_answer() throws Exception {
    String url = "jdbc:postgresql://localhost:" + Ports.free() + "/x";
    for (String name : List.of("", " ")) {
      assertEndsWith(
          "SPRING_DATASOURCE_USERNAME: set in the environment, but it is empty",
          Map.of("SPRING_DATASOURCE_URL", url, "SPRING_DATASOURCE_USERNAME", name));
    }
    assertEndsWith(
        "SPRING_DATASOURCE_URL, _USERNAME, _PASSWORD (u at " + url + "): The database cannot be",
        Map.of(
            "SPRING_DATASOURCE_URL",
            url,
            "SPRING_DATASOURCE_USERNAME",
            "u",
            "SPRING_DATASOURCE_PASSWORD",
            PASSWORD));
  }

  @Test
  void a_broken_keyset() throws Exception {
    Path keyset = Files.writeString(usedBefore().resolve("personal-keyset.json"), "broken");
    assertEndsWith(
        "personal-keyset: a file with a keyset, or a place where one can be made, but it is "
            + keyset);
    assertThat(data().resolve("postgresql/postmaster.pid")).doesNotExist();
  }

  @Test
  void a_folder_of_somebody_else_is_left_as_it_is() throws Exception {
    Files.createDirectories(data());
    Files.writeString(data().resolve("something"), "of somebody");
    Set<PosixFilePermission> before = PosixFilePermissions.fromString("rwxr-xr-x");
    Files.setPosixFilePermissions(data(), before);
    assertEndsWith(
        "keeptrusts.data: a folder of its own, empty before the first start, but it is " + data());
    assertThat(Files.getPosixFilePermissions(data())).isEqualTo(before);
    assertThat(data().toFile().list()).containsExactly("something");
  }

  @Test
  void a_database_whose_owners_password_is_gone() throws Exception {
    Files.writeString(
        Files.createDirectories(usedBefore().resolve("postgresql")).resolve("PG_VERSION"), "17");
    assertEndsWith(
        "keeptrusts.data: a folder that is whole, but it is "
            + data()
            + ", in which the file database-owner is missing");
    assertThat(data().resolve("database-owner")).doesNotExist();
  }

  private Path data() {
    return folder.resolve("data");
  }

  /** As an earlier start left it. */
  private Path usedBefore() throws IOException {
    Files.createFile(Files.createDirectories(data()).resolve("in-use"));
    return data();
  }

  private void assertEndsWith(String sentence) throws IOException {
    assertEndsWith(sentence, Map.of());
  }

  private void assertEndsWith(String sentence, Map<String, String> environment) throws IOException {
    Path log = Files.createTempFile(folder, "said", ".log");
    try (Node node =
        Node.start(
            "failing",
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Standalone.class.getName(),
                "--keeptrusts.data=" + data(),
                "--server.port=0"),
            environment,
            folder,
            log,
            0)) {
      assertThat(node.awaitEnd()).isNotZero();
      assertThat(node.log())
          .contains(sentence)
          .doesNotContain(PASSWORD)
          .doesNotContainPattern(TRACE);
    }
  }
}
