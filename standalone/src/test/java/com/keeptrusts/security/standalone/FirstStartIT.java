package com.keeptrusts.security.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.keeptrusts.security.command.CommandSide;
import com.keeptrusts.security.command.bus.Commands;
import com.keeptrusts.security.command.lookup.Accounts;
import com.keeptrusts.security.command.password.TemporaryPasswordIssue;
import com.keeptrusts.security.command.user.Directory;
import com.keeptrusts.security.enforcement.ServiceCredential;
import com.keeptrusts.security.event.ServiceClientId;
import com.keeptrusts.security.log.DatabaseRoles;
import com.keeptrusts.security.log.TestDatabase;
import com.keeptrusts.security.query.QuerySide;
import com.keeptrusts.security.web.WebDoor;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The demo org is made once, however often the first start is interrupted, and then left alone. */
class FirstStartIT {

  private static final String PASSWORD = "plum tango quarry lantern";
  private static final int EVENTS_OF_A_FIRST_START = 5;
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import({WebDoor.class, CommandSide.class, QuerySide.class})
  static class BothSides {}

  @TempDir Path folder;
  private TestDatabase database;
  private SpringApplication application;
  private ConfigurableApplicationContext node;
  private Path file;

  @BeforeEach
  void open() throws IOException {
    database = TestDatabase.fresh();
    file = folder.resolve("first-start.json");
    Files.writeString(
        folder.resolve("credential"),
        ServiceCredential.of(
                ServiceClientId.of(UUID.randomUUID().toString()),
                "The-first-credential-of-an-installation-000")
            .reveal());
    application = new SpringApplication(BothSides.class);
    node =
        application.run(
            settings().entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new));
  }

  private Map<String, Object> settings() {
    Map<String, Object> settings = new HashMap<>();
    for (String side : new String[] {"command", "query"}) {
      settings.put("keeptrusts." + side + ".database.url", database.url());
      settings.put("keeptrusts." + side + ".database.password", database.password());
      settings.put("keeptrusts." + side + ".personal-keyset", folder.resolve("personal.json"));
    }
    settings.put("keeptrusts.command.database.username", DatabaseRoles.COMMAND);
    settings.put("keeptrusts.query.database.username", DatabaseRoles.QUERY);
    settings.put("keeptrusts.command.vault-keyset", folder.resolve("vault.json"));
    settings.put("keeptrusts.command.bootstrap-credential", folder.resolve("credential"));
    settings.put("server.port", 0);
    return settings;
  }

  @AfterEach
  void close() {
    node.close();
    database.close();
  }

  /** What a start does once both sides serve. */
  private void start() throws IOException {
    new FirstStart(
            file,
            folder.resolve("credential"),
            node.getBean(Commands.class),
            node.getBean(Accounts.class),
            node.getBean(Directory.class),
            node.getBean(TemporaryPasswordIssue.class),
            node.getBean(DataSource.class))
        .ready(new ApplicationReadyEvent(application, new String[0], node, Duration.ZERO));
  }

  @Test
  void an_installation_in_use_is_left_alone_though_the_file_is_gone() throws Exception {
    start();
    JsonNode demo = demo();
    String session = rotated(demo);
    join(demo, session);
    Files.delete(file);
    long events = events();

    start();

    assertThat(events()).isEqualTo(events);
    assertThat(file).doesNotExist();
    assertThat(signIn(demo, PASSWORD).path("session").path("token").asString()).isNotEmpty();
  }

  @Test
  void a_first_start_that_is_interrupted_anywhere_ends_with_a_demo_org_that_can_be_used()
      throws Exception {
    for (int at = 1; at < EVENTS_OF_A_FIRST_START; at++) {
      failFromEvent(at);
      assertThat(catchThrowable(this::start)).as("stopped at event " + at).isNotNull();
      assertThat(file).doesNotExist();
    }
    dropFault();
    start();
    Files.delete(file);
    start();
    JsonNode demo = demo();
    join(demo, rotated(demo));
    assertThat(count("enforcement.org_1")).isOne();
    assertThat(count("command.account_1")).isOne();
  }

  @Test
  void a_finished_first_start_is_not_done_again() throws Exception {
    start();
    String written = Files.readString(file);
    long events = events();
    start();
    assertThat(events()).isEqualTo(events);
    assertThat(Files.readString(file)).isEqualTo(written);
  }

  /** No more events than these get into the log. */
  private void failFromEvent(int most) {
    sql(
        """
        CREATE OR REPLACE FUNCTION log.fault() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF (SELECT count(*) FROM log.event) >= %d THEN RAISE 'interrupted'; END IF;
          RETURN NEW;
        END $$
        """
            .formatted(most));
    sql(
        "CREATE OR REPLACE TRIGGER fault BEFORE INSERT ON log.event"
            + " FOR EACH ROW EXECUTE FUNCTION log.fault()");
  }

  private void dropFault() {
    sql("DROP FUNCTION log.fault() CASCADE");
  }

  private void sql(String statement) {
    JdbcClient.create(database.owner()).sql(statement).update();
  }

  private long events() {
    return count("log.event");
  }

  private long count(String table) {
    return JdbcClient.create(database.owner())
        .sql("SELECT count(*) FROM " + table)
        .query(Long.class)
        .single();
  }

  private JsonNode demo() throws IOException {
    return JSON.readTree(Files.readString(file));
  }

  private JsonNode signIn(JsonNode demo, String password) throws Exception {
    return post(
        demo,
        null,
        "sign-ins",
        Map.of("email", demo.get("email").asString(), "password", password));
  }

  /** The session of the owner, who has chosen a password. */
  private String rotated(JsonNode demo) throws Exception {
    String temporary = demo.get("temporaryPassword").asString();
    String first = signIn(demo, temporary).path("session").path("token").asString();
    return post(
            demo,
            first,
            "me/password/rotation",
            Map.of("temporaryPassword", temporary, "newPassword", PASSWORD))
        .path("session")
        .path("token")
        .asString();
  }

  private static void join(JsonNode demo, String session) throws Exception {
    post(demo, session, "me/memberships", Map.of("invitation", demo.get("invitation").asString()));
  }

  private static JsonNode post(
      JsonNode demo, @Nullable String session, String path, Map<String, String> body)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(demo.get("url").asString() + "/v1/" + path))
            .header("Authorization", "Bearer " + demo.get("serviceCredential").asString())
            .header("Content-Type", "application/json")
            .header("Keeptrusts-Client-Address", "203.0.113.7")
            .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
    if (session != null) {
      request.header("Keeptrusts-Session", session);
    }
    HttpResponse<String> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    return JSON.readTree(answer.body());
  }
}
