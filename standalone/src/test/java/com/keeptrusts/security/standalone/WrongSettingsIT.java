package com.keeptrusts.security.standalone;

import static com.keeptrusts.security.standalone.harness.ProjectFiles.PROJECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.keeptrusts.security.command.CommandSideApplication;
import com.keeptrusts.security.command.vault.DeploymentKeys;
import com.keeptrusts.security.command.vault.VaultKeys;
import com.keeptrusts.security.log.DatabaseRoles;
import com.keeptrusts.security.log.KeysetFile;
import com.keeptrusts.security.log.PersonalData;
import com.keeptrusts.security.log.SchemaReady;
import com.keeptrusts.security.log.TestDatabase;
import com.keeptrusts.security.log.WrongSetting;
import com.keeptrusts.security.query.QuerySideApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What an operator reads who set something wrong: a sentence, for every setting there is. */
@ExtendWith(OutputCaptureExtension.class)
class WrongSettingsIT {

  private static final String PASSWORD = "a-password-that-nobody-set";
  private static final Pattern TRACE = Pattern.compile("(?m)^\\s+at [\\w.$/]+\\(");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  /**
   * A folder, below; passwords, which a server has to ask for, in {@link OperationsEndToEndTest}.
   */
  private static final Set<String> ELSEWHERE =
      Set.of(
          "keeptrusts.data",
          "keeptrusts.command.database.password",
          "keeptrusts.query.database.password");

  /*
   * Side, setting, value, and what is said. <folder> stands for an empty folder.
   */
  private static final String TABLE =
      """
      both    | server.port | 65536 | server.port: between 0 and 65535, but it is 65536
      command | server.port | http | Invalid value 'http' for configuration property 'server.port'
      command | keeptrusts.command.database.url | postgres://db/x | keeptrusts.command.database.url: jdbc:postgresql://<host>:<port>/<database>, but it is postgres://db/x
      query   | keeptrusts.query.database.url | jdbc:postgresql://db:port/x | keeptrusts.query.database.url: jdbc:postgresql://<host>:<port>/<database>, but it is jdbc:postgresql://db:port/x
      command | keeptrusts.command.database.url | jdbc:postgresql://no-host.invalid/x | keeptrusts.command.database.url, .username, .password (keeptrusts_command at jdbc:postgresql://no-host.invalid/x): The database cannot be used
      query   | keeptrusts.query.database.url | jdbc:postgresql://no-host.invalid/x | keeptrusts.query.database.url, .username, .password (keeptrusts_query at jdbc:postgresql://no-host.invalid/x): The database cannot be used
      command | keeptrusts.command.database.username | nobody | (nobody at jdbc:postgresql://
      query   | keeptrusts.query.database.username | nobody | (nobody at jdbc:postgresql://
      command | keeptrusts.command.database.connections | 3 | keeptrusts.command.database.connections: between 4 and 500, but it is 3
      command | keeptrusts.command.database.connections | many | keeptrusts.command.database.connections: between 4 and 500, but it is many
      query   | keeptrusts.query.database.connections | 501 | keeptrusts.query.database.connections: between 4 and 500, but it is 501
      command | keeptrusts.command.personal-keyset | <folder>/text | keeptrusts.command.personal-keyset: a file with a keyset, or a place where one can be made, but it is <folder>/text
      query   | keeptrusts.query.personal-keyset | <folder> | keeptrusts.query.personal-keyset: a file with a keyset, or a place where one can be made, but it is <folder>
      command | keeptrusts.command.personal-keyset | <folder>/another.json | keeptrusts.command.personal-keyset: the keyset that this database's personal data is under, the same on every node, but it is <folder>/another.json
      query   | keeptrusts.query.personal-keyset | <folder>/another.json | keeptrusts.query.personal-keyset: the keyset that this database's personal data is under, the same on every node, but it is <folder>/another.json
      command | keeptrusts.command.vault-keyset | <folder>/text | keeptrusts.command.vault-keyset: a file with a keyset, or a place where one can be made, but it is <folder>/text
      command | keeptrusts.command.vault-keyset | <folder>/another.json | keeptrusts.command.vault-keyset: the keyset that this database's secrets are under, the same on every node, but it is <folder>/another.json
      command | keeptrusts.command.vault-keyset | <folder>/gone.json | keeptrusts.command.vault-keyset: the keyset that this database's secrets are under, the same on every node, but it is <folder>/gone.json
      command | keeptrusts.command.personal-keyset | <folder>/gone.json | keeptrusts.command.personal-keyset: the keyset that this database's personal data is under, the same on every node, but it is <folder>/gone.json
      command | keeptrusts.command.bootstrap-credential | <folder>/none | keeptrusts.command.bootstrap-credential: a file with kts_<uuid>_<43 characters of base64url>, readable, but it is <folder>/none
      command | keeptrusts.command.bootstrap-credential | <folder>/text | keeptrusts.command.bootstrap-credential: a file with kts_<uuid>_<43 characters of base64url>, readable, but it is <folder>/text
      command | keeptrusts.command.schema-timeout | 2h | keeptrusts.command.schema-timeout: between 1s and 1h, but it is 2h
      command | keeptrusts.command.schema-timeout | soon | keeptrusts.command.schema-timeout: between 1s and 1h, but it is soon
      query   | keeptrusts.query.schema-timeout | 0s | keeptrusts.query.schema-timeout: between 1s and 1h, but it is 0s
      command | keeptrusts.session.lifetime | 31d | keeptrusts.session.lifetime: between 1m and 30d, but it is 31d
      command | keeptrusts.session.lifetime | a day | keeptrusts.session.lifetime: between 1m and 30d, but it is a day
      command | keeptrusts.session.idle-timeout | 25h | keeptrusts.session.idle-timeout: between 1m and 1d, but it is 25h
      command | keeptrusts.session.idle-timeout | never | keeptrusts.session.idle-timeout: between 1m and the lifetime, but it is never
      command | keeptrusts.sso.providers[0].issuer | http://login.example | keeptrusts.sso.providers[0].issuer: an https URL without query and fragment, but it is http://login.example
      command | keeptrusts.sso.providers[0].multi-factor-amr | 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21 | keeptrusts.sso.providers[0].multi-factor-amr: at most 20 values of 1 to 255 printable ASCII characters, but it is [1, 2, 3,
      command | keeptrusts.sso.providers[0].multi-factor-acr | 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21 | keeptrusts.sso.providers[0].multi-factor-acr: at most 20 values of 1 to 255 printable ASCII characters, but it is [1, 2, 3,
      command | keeptrusts.passkey.rp-id | https://acme.example | keeptrusts.passkey.rp-id: a domain in lower case, but it is https://acme.example
      command | keeptrusts.passkey.rp-name | ${none:} | keeptrusts.passkey.rp-name: 1 to 64 characters, but it is empty
      command | keeptrusts.passkey.origins | https://acme.example/login | keeptrusts.passkey.origins: https://host or https://host:port in lower case, or http://localhost, but it is https://acme.example/login
      command | keeptrusts.passkey.origins | http://acme.example | keeptrusts.passkey.origins: https://host or https://host:port in lower case, or http://localhost, but it is http://acme.example
      command | keeptrusts.passkey.algorithms | RSA | keeptrusts.passkey.algorithms: of ES256, ES384, ES512, EdDSA, Ed448, PS256, RS256, but it is RSA
      command | keeptrusts.sweep.every | 31s | keeptrusts.sweep.every: between 1s and 30s, but it is 31s
      command | keeptrusts.sweep.enabled | perhaps | keeptrusts.sweep.enabled: true or false, but it is perhaps
      command | keeptrusts.temporary-password.lifetime | 9m | keeptrusts.temporary-password.lifetime: between 10m and 14d, but it is 9m
      command | keeptrusts.temporary-password.lifetime | long | keeptrusts.temporary-password.lifetime: between 10m and 14d, but it is long
      command | keeptrusts.password.minimum-length | 7 | keeptrusts.password.minimum-length: between 8 and 64, but it is 7
      command | keeptrusts.password.minimum-length | short | keeptrusts.password.minimum-length: between 8 and 64, but it is short
      command | keeptrusts.password.maximum-length | 63 | keeptrusts.password.maximum-length: between 64 and 1024, but it is 63
      command | keeptrusts.password.product-names | Acme,KTS | keeptrusts.password.product-names: names of 4 to 100 characters, with commas between, but it is Acme,KTS
      command | keeptrusts.password.hash.memory | 18MB | keeptrusts.password.hash.memory: between 19MB and 1024MB, but it is 18874368B
      command | keeptrusts.password.hash.memory | 1024MB | keeptrusts.password.hash.memory: at most
      command | keeptrusts.password.hash.memory | much | keeptrusts.password.hash.memory: between 19MB and 1024MB, but it is much
      command | keeptrusts.password.hash.iterations | 1 | keeptrusts.password.hash.iterations: between 2 and 20, but it is 1
      command | keeptrusts.password.hash.parallelism | 17 | keeptrusts.password.hash.parallelism: between 1 and 16, but it is 17
      command | keeptrusts.throttle.free-attempts | 0 | keeptrusts.throttle.free-attempts: between 1 and 50, but it is 0
      command | keeptrusts.throttle.first-delay | 16m | keeptrusts.throttle.first-delay: between 1ms and 15m, but it is 16m
      command | keeptrusts.throttle.longest-delay | 25h | keeptrusts.throttle.longest-delay: between 1ms and 1d, but it is 25h
      command | keeptrusts.throttle.limit | 53 | keeptrusts.throttle.limit: between 1 and 52, but it is 53
      command | keeptrusts.throttle.limit-per-device | 17 | keeptrusts.throttle.limit-per-device: between 1 and 16, but it is 17
      command | keeptrusts.throttle.forget-few | 31d | keeptrusts.throttle.forget-few: between 15m and 30d, but it is 31d
      command | keeptrusts.throttle.forget-many | 366d | keeptrusts.throttle.forget-many: between 15m and 365d, but it is 366d
      command | keeptrusts.invitation.lifetime | 31d | keeptrusts.invitation.lifetime: between 10m and 30d, but it is 31d
      command | keeptrusts.mfa-policy.grace-period | 31d | keeptrusts.mfa-policy.grace-period: between 1d and 30d, but it is 31d
      query   | keeptrusts.query.audit.batch-size | 0 | keeptrusts.query.audit.batch-size: between 1 and 10000, but it is 0
      query   | keeptrusts.query.audit.claim-timeout | 11m | keeptrusts.query.audit.claim-timeout: between 1s and 10m, but it is 11m
      query   | keeptrusts.query.audit.claim-timeout | long | keeptrusts.query.audit.claim-timeout: between 1s and 10m, but it is long
      both    | keeptrusts.shutdown.delay | 61s | keeptrusts.shutdown.delay: between 0s and 1m, but it is 61s
      both    | keeptrusts.trusted-proxies | 10.0.0.5/8 | keeptrusts.trusted-proxies: addresses or blocks like 10.0.0.0/8, with commas between, but it is 10.0.0.5/8
      query   | keeptrusts.trusted-proxies | 127.0.0.1,proxy.example | keeptrusts.trusted-proxies: addresses or blocks like 10.0.0.0/8, with commas between, but it is proxy.example
      query   | keeptrusts.trusted-proxies | 0.0.0.0/0 | keeptrusts.trusted-proxies: addresses or blocks like 10.0.0.0/8, with commas between, but it is 0.0.0.0/0
      query   | keeptrusts.forwarded-header | X-Real-IP | keeptrusts.forwarded-header: X-Forwarded-For or Forwarded, but it is X-Real-IP
      query   | keeptrusts.forward-auth.session-cookie | session=x | keeptrusts.forward-auth.session-cookie: a name of up to 64 letters, digits, dots, dashes and underscores, but it is session=x
      query   | keeptrusts.forward-auth.session-cookie | session | keeptrusts.trusted-proxies: where the proxies that ask for forward-auth connect from, but it is empty
      query   | keeptrusts.forward-auth.session-bearer | true | keeptrusts.trusted-proxies: where the proxies that ask for forward-auth connect from, but it is empty
      query   | keeptrusts.forward-auth.session-bearer | perhaps | keeptrusts.forward-auth.session-bearer: true or false, but it is perhaps
      query   | keeptrusts.forward-auth.credential-header | Authorization | keeptrusts.forward-auth.credential-header: the name of a header that holds nothing else, so not Authorization, Cookie, Host, Forwarded or X-Forwarded-..., but it is Authorization
      both    | server.forward-headers-strategy | native | server.forward-headers-strategy: none (instead: keeptrusts.trusted-proxies), but it is NATIVE
      query   | server.forward-headers-strategy | framework | server.forward-headers-strategy: none (instead: keeptrusts.trusted-proxies), but it is FRAMEWORK
      query   | server.tomcat.remoteip.remote-ip-header | X-Real-IP | server.tomcat.remoteip: not set (instead: keeptrusts.trusted-proxies), but it is set
      query   | keeptrusts.traces.endpoint | collector:4318 | keeptrusts.traces.endpoint: http(s)://<host>:<port>/v1/traces, but it is collector:4318
      query   | keeptrusts.traces.share | 10 | keeptrusts.traces.share: between 0 and 1, but it is 10
      """;

  @TempDir static Path folder;
  private static TestDatabase database;

  @BeforeAll
  static void open() throws IOException {
    database = TestDatabase.fresh();
    PersonalData.ofSetting(database.command(), "its keyset", folder.resolve("personal.json"));
    VaultKeys keys =
        DeploymentKeys.ofSetting(database.command(), "its keyset", folder.resolve("vault.json"));
    new DeploymentKeys(database.command(), keys).key("of a first start").close();
    KeysetFile.existingOrNew(folder.resolve("another.json"));
    Files.writeString(folder.resolve("text"), "something else");
  }

  @AfterAll
  static void close() {
    database.close();
  }

  record Row(String side, String setting, String value, String said) {

    static Row parse(String line) {
      String[] cells = line.split("\\|", 4);
      return new Row(cells[0].strip(), cells[1].strip(), cells[2].strip(), cells[3].strip());
    }
  }

  static Stream<Row> rows() {
    return TABLE
        .lines()
        .map(Row::parse)
        .flatMap(
            row ->
                row.side().equals("both")
                    ? Stream.of("command", "query")
                        .map(side -> new Row(side, row.setting(), row.value(), row.said()))
                    : Stream.of(row));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void a_start_with_a_wrong_setting_ends_in_a_sentence_and_no_trace(
      Row row, CapturedOutput output) {
    Map<String, String> settings = settings(row.side());
    settings.put(row.setting(), filled(row.value()));

    assertThat(catchThrowable(() -> run(row.side(), settings))).isNotNull();

    assertThat(output.getAll())
        .contains("APPLICATION FAILED TO START", filled(row.said()))
        .doesNotContain(
            database.password(), PASSWORD, "Application run failed", "context initialization")
        .doesNotContainPattern(TRACE);
    assertThat(folder.resolve("gone.json")).doesNotExist();
  }

  private static String filled(String text) {
    return text.replace("<folder>", folder.toString());
  }

  private static Map<String, String> settings(String side) {
    Map<String, String> settings = new HashMap<>();
    String prefix = "keeptrusts." + side + ".";
    settings.put("server.port", "0");
    settings.put(prefix + "database.url", database.url());
    settings.put(
        prefix + "database.username",
        side.equals("command") ? DatabaseRoles.COMMAND : DatabaseRoles.QUERY);
    settings.put(prefix + "database.password", database.password());
    settings.put(prefix + "personal-keyset", folder.resolve("personal.json").toString());
    settings.put(prefix + "schema-timeout", "1s");
    if (side.equals("command")) {
      settings.put(prefix + "vault-keyset", folder.resolve("vault.json").toString());
    }
    return settings;
  }

  private static void run(String side, Map<String, String> settings) {
    new SpringApplication(
            side.equals("command") ? CommandSideApplication.class : QuerySideApplication.class)
        .run(
            settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new))
        .close();
  }

  @Test
  void every_setting_that_is_documented_is_in_the_table() throws IOException {
    Set<String> tried = rows().map(Row::setting).collect(Collectors.toCollection(TreeSet::new));
    tried.addAll(ELSEWHERE);
    assertThat(documented()).isEqualTo(tried);
  }

  /**
   * The first column of the table of settings; a name that begins with a dot goes on from the last.
   */
  private static Set<String> documented() throws IOException {
    String text = Files.readString(PROJECT.resolve("docs/running.md"));
    String table = text.substring(text.indexOf("| Setting |"), text.indexOf("## Health"));
    Set<String> names = new TreeSet<>();
    for (String line : table.lines().skip(2).filter(line -> line.startsWith("|")).toList()) {
      String before = "";
      for (String name : codes(line.split("\\|", 3)[1])) {
        before = name.startsWith(".") ? before.substring(0, before.lastIndexOf('.')) + name : name;
        names.add(before);
      }
    }
    return names;
  }

  private static List<String> codes(String cell) {
    List<String> codes = new ArrayList<>();
    for (MatchResult code : CODE.matcher(cell).results().toList()) {
      codes.add(code.group(1));
    }
    return codes;
  }

  @Test
  void a_folder_that_cannot_be_used_is_named() {
    Path file = folder.resolve("text");
    assertThat(catchThrowable(() -> DataDirectory.open(file)))
        .isInstanceOf(WrongSetting.class)
        .hasMessage("keeptrusts.data: a folder that can be written, or made, but it is " + file);
  }

  @Test
  void a_value_apart_from_its_name_or_no_value_is_not_left_out_without_a_word() {
    Path elsewhere = folder.resolve("elsewhere");
    for (String[] arguments :
        List.of(
            new String[] {"--keeptrusts.data=" + elsewhere, "--server.port", "1"},
            new String[] {"--keeptrusts.data=" + elsewhere, "--server.port="},
            new String[] {"--keeptrusts.data=" + elsewhere, "--SOME_PASSWORD=" + PASSWORD},
            new String[] {"--keeptrusts.data=" + elsewhere, "--some.password= " + PASSWORD},
            new String[] {"--keeptrusts.data=" + elsewhere, PASSWORD})) {
      assertThat(catchThrowable(() -> Standalone.start(arguments)))
          .isInstanceOf(WrongSetting.class)
          .hasMessageStartingWith("argument 2: --<setting>=<value>, or migrate alone, but it is ")
          .hasMessageNotContaining(PASSWORD);
    }
    assertThat(elsewhere).doesNotExist();
  }

  @Test
  void a_migration_says_which_variable_is_missing_or_where_it_was_refused() {
    Map<String, String> environment = new HashMap<>();
    assertThat(catchThrowable(() -> OwnDatabase.migrate(environment)))
        .isInstanceOf(WrongSetting.class)
        .hasMessage(
            "KEEPTRUSTS_COMMAND_DATABASE_PASSWORD: set in the environment, but it is empty");
    environment.put("KEEPTRUSTS_COMMAND_DATABASE_PASSWORD", "a");
    environment.put("KEEPTRUSTS_QUERY_DATABASE_PASSWORD", "b");
    environment.put("SPRING_DATASOURCE_URL", database.url() + "?password=" + PASSWORD);
    environment.put("SPRING_DATASOURCE_USERNAME", "nobody");
    environment.put("SPRING_DATASOURCE_PASSWORD", PASSWORD);
    assertThat(catchThrowable(() -> OwnDatabase.migrate(environment)))
        .isInstanceOf(SchemaReady.NotReady.class)
        .hasMessageStartingWith(
            "SPRING_DATASOURCE_URL, _USERNAME, _PASSWORD (nobody at " + database.url() + "): ")
        .hasMessageContaining("\"nobody\" does not exist")
        .hasMessageNotContaining(PASSWORD);
    environment.put("SPRING_DATASOURCE_URL", "postgres://db/x");
    assertThat(catchThrowable(() -> OwnDatabase.migrate(environment)))
        .hasMessage(
            "SPRING_DATASOURCE_URL: jdbc:postgresql://<host>:<port>/<database>, but it is"
                + " postgres://db/x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgres://u:" + PASSWORD + "@h/db",
        "postgres://u:?" + PASSWORD + "@h/db",
        "jdbc:postgresql://u:" + PASSWORD + "@h/db",
        "jdbc:postgresql:u:" + PASSWORD + "@h",
        "host=h password=" + PASSWORD,
        "h/db?password=" + PASSWORD
      })
  void an_address_that_may_hold_a_password_is_not_shown(String url) {
    Map<String, String> environment = new HashMap<>();
    environment.put("KEEPTRUSTS_COMMAND_DATABASE_PASSWORD", "a");
    environment.put("KEEPTRUSTS_QUERY_DATABASE_PASSWORD", "b");
    environment.put("SPRING_DATASOURCE_URL", url);
    assertThat(catchThrowable(() -> OwnDatabase.migrate(environment)))
        .isInstanceOf(WrongSetting.class)
        .hasMessage(
            "SPRING_DATASOURCE_URL: jdbc:postgresql://<host>:<port>/<database>, user and password"
                + " in their own settings, but it is something else, which may hold a password and"
                + " is not shown");
  }
}
