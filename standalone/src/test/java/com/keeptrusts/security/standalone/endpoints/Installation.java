package com.keeptrusts.security.standalone.endpoints;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.enforcement.ServiceCredential;
import com.keeptrusts.security.event.ServiceClientId;
import com.keeptrusts.security.log.DatabaseRoles;
import com.keeptrusts.security.log.TestDatabase;
import com.keeptrusts.security.standalone.Standalone;
import com.keeptrusts.security.standalone.harness.Dump;
import com.keeptrusts.security.standalone.harness.LeakSearch;
import com.keeptrusts.security.standalone.harness.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * One running node of both sides. Whoever uses it knows its port, the first service credential, and
 * the database as its owner sees it. The clock stands still until it is moved, and sweeps do not
 * run, so that nothing changes by itself.
 */
public final class Installation {

  static final String PROXIED_COOKIE = "proxied-session";

  private final TestDatabase database;
  private final ConfigurableApplicationContext node;
  private final String credential;
  private final Ledger ledger = new Ledger();

  private Installation(
      TestDatabase database, ConfigurableApplicationContext node, String credential) {
    this.database = database;
    this.node = node;
    this.credential = credential;
    ledger.secret(credential);
    ledger.secret(database.password());
    ledger.personal(World.ADDRESS);
  }

  static Installation start(Path folder) throws IOException {
    return start(folder, 0);
  }

  /** On this port, so that pages can be of an origin that is known before; 0 for any. */
  public static Installation start(Path folder, int port) throws IOException {
    String credential =
        ServiceCredential.of(
                ServiceClientId.of(UUID.randomUUID().toString()),
                "The-first-credential-of-an-installation-000")
            .reveal();
    Path file = Files.writeString(folder.resolve("credential"), credential);
    TestDatabase database = TestDatabase.fresh();
    SpringApplication node = new SpringApplication(Standalone.class);
    node.addInitializers(
        starting ->
            starting
                .getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("test", settings(database, folder, file, port))));
    Installation started = new Installation(database, node.run(), credential);
    started.advance(Duration.ZERO);
    return started;
  }

  private static Map<String, Object> settings(
      TestDatabase database, Path folder, Path credential, int port) {
    Map<String, Object> settings = new HashMap<>();
    for (String side : new String[] {"command", "query"}) {
      settings.put("keeptrusts." + side + ".database.url", database.url());
      settings.put("keeptrusts." + side + ".database.password", database.password());
      settings.put(
          "keeptrusts." + side + ".personal-keyset", folder.resolve("personal.json").toString());
    }
    settings.put("keeptrusts.command.database.username", DatabaseRoles.COMMAND);
    settings.put("keeptrusts.query.database.username", DatabaseRoles.QUERY);
    settings.put("keeptrusts.command.vault-keyset", folder.resolve("vault.json").toString());
    settings.put("keeptrusts.command.bootstrap-credential", credential.toString());
    settings.put("keeptrusts.first-start", folder.resolve("first-start.json").toString());
    settings.put("keeptrusts.sweep.enabled", false);
    settings.put("keeptrusts.forward-auth.session-cookie", PROXIED_COOKIE);
    settings.put("keeptrusts.trusted-proxies", "127.0.0.1,::1");
    settings.put("server.port", port);
    settings.put(
        "keeptrusts.passkey.origins",
        port > 0
            ? "http://localhost:" + port
            : "http://localhost:8080,https://console.people.example");
    return settings;
  }

  public int port() {
    return node.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  /** Covers every scope. */
  public String credential() {
    return credential;
  }

  /** Sees everything. */
  DataSource owner() {
    return database.owner();
  }

  /** Puts the clock of the database this much further. */
  public void advance(Duration by) {
    database.advance(by);
  }

  /** What the clock of the database shows. */
  public Instant now() {
    return database.now();
  }

  /** Every method and path that a handler is mapped to; {@code *} for several methods, or any. */
  SortedSet<String> mappings() {
    return node.getBeansOfType(RequestMappingHandlerMapping.class).values().stream()
        .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
        .flatMap(mapping -> mapping.getPatternValues().stream().map(path -> named(mapping, path)))
        .collect(toCollection(TreeSet::new));
  }

  private static String named(RequestMappingInfo mapping, String path) {
    Set<RequestMethod> methods = mapping.getMethodsCondition().getMethods();
    return (methods.size() == 1 ? methods.iterator().next().name() : "*") + " " + path;
  }

  /** What those who were made here know and nobody else may. */
  public Ledger ledger() {
    return ledger;
  }

  /** Ends it. */
  public void close() {
    node.close();
    database.close();
  }

  /** Ends it, having looked for all of that in everything it wrote and said. */
  void closeWithoutLeaks(CapturedOutput said) throws SQLException {
    LeakSearch search = new LeakSearch(ledger);
    try (Connection owner = owner().getConnection()) {
      assertThat(Dump.of(owner))
          .allSatisfy(
              (table, rows) -> assertThat(search.findIn(String.join("\n", rows))).isEmpty());
    } finally {
      close();
    }
    assertThat(search.findIn(said.getAll())).as("what was logged").isEmpty();
  }
}
