package com.keeptrusts.security.benchmark;

import com.keeptrusts.security.command.CommandSideApplication;
import com.keeptrusts.security.command.authority.Caller;
import com.keeptrusts.security.enforcement.ServiceCredential;
import com.keeptrusts.security.event.Actor;
import com.keeptrusts.security.event.Origin;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.ServiceClientId;
import com.keeptrusts.security.log.DatabaseRoles;
import com.keeptrusts.security.log.Migrate;
import com.keeptrusts.security.log.TransactionBounds;
import com.keeptrusts.security.standalone.harness.DatabaseServer;
import com.keeptrusts.security.standalone.harness.Node;
import com.keeptrusts.security.standalone.harness.Ports;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A migrated PostgreSQL that writes durably, and nodes on it: processes of the packaged jars, or
 * the command side within this process. All of it is in {@code benchmarks/target/run} and is gone
 * when the next one begins.
 */
final class Installation implements AutoCloseable {

  private static final String PASSWORD = "a-login-of-the-benchmarks";
  private static final String MEMORY = "-Xmx1g";

  /** In which proxies find a session. */
  static final String PROXIED_COOKIE = "session";

  private final Path folder;
  private final DatabaseServer database;
  private final ServiceCredential credential;
  private final List<Node> nodes = new ArrayList<>();
  private final List<HikariDataSource> logins = new ArrayList<>();
  private boolean closed;

  private Installation(Path folder, Random random) throws IOException {
    this.folder = folder;
    byte[] secret = new byte[32];
    random.nextBytes(secret);
    this.credential =
        ServiceCredential.of(
            ServiceClientId.of(new UUID(random.nextLong(), random.nextLong()).toString()),
            Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    Files.writeString(folder.resolve("service-credential"), credential.reveal());
    this.database =
        DatabaseServer.start(folder.resolve("postgresql"), folder.resolve("postgresql.log"));
  }

  static Installation start(Random random) throws IOException {
    Installation installation = new Installation(emptyFolder(), random);
    PGSimpleDataSource owner = new PGSimpleDataSource();
    owner.setURL(installation.database.url());
    owner.setUser(DatabaseServer.OWNER);
    owner.setPassword(DatabaseServer.PASSWORD);
    new Migrate(owner, new DatabaseRoles(PASSWORD, PASSWORD)).run();
    Runtime.getRuntime().addShutdownHook(new Thread(installation::closeAtTheEnd));
    return installation;
  }

  static Path emptyFolder() throws IOException {
    Path folder = Benchmarks.TARGET.resolve("run");
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    return Files.createDirectories(folder);
  }

  DatabaseServer database() {
    return database;
  }

  String credential() {
    return credential.reveal();
  }

  /** The service client, for itself, with everything it may. */
  Caller caller() {
    Actor actor = Actor.of(credential.client());
    return new Caller(
        EnumSet.allOf(Scope.class),
        null,
        null,
        new Origin(actor, null, null, null, null, null, "benchmark", null));
  }

  /** Connections of the command side's login, as its nodes have them. */
  HikariDataSource commandLogin(int connections) {
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl(database.url());
    pool.setUsername(DatabaseRoles.COMMAND);
    pool.setPassword(PASSWORD);
    pool.setMaximumPoolSize(connections);
    pool.setConnectionInitSql(TransactionBounds.DEFAULT.sql());
    logins.add(pool);
    return pool;
  }

  /** The command side within this process; the caller closes it. */
  ConfigurableApplicationContext commandSide() {
    System.setProperty("disable-axoniq-console-message", "true");
    return new SpringApplication(CommandSideApplication.class)
        .run(
            "--server.port=0",
            "--spring.main.banner-mode=off",
            "--keeptrusts.command.database.url=" + database.url(),
            "--keeptrusts.command.database.password=" + PASSWORD,
            "--keeptrusts.command.personal-keyset=" + folder.resolve("personal-keyset.json"),
            "--keeptrusts.command.vault-keyset=" + folder.resolve("vault-keyset.json"),
            "--keeptrusts.command.bootstrap-credential=" + folder.resolve("service-credential"));
  }

  /** A command node; ready when this returns. */
  Node commandNode() throws IOException {
    return ready(
        node(
            "command",
            List.of("-jar", jar("command-side").toString()),
            Map.of(
                "KEEPTRUSTS_COMMAND_DATABASE_URL",
                database.url(),
                "KEEPTRUSTS_COMMAND_DATABASE_PASSWORD",
                PASSWORD,
                "KEEPTRUSTS_COMMAND_PERSONAL_KEYSET",
                folder + "/personal-keyset.json",
                "KEEPTRUSTS_COMMAND_VAULT_KEYSET",
                folder + "/vault-keyset.json",
                "KEEPTRUSTS_COMMAND_BOOTSTRAP_CREDENTIAL",
                folder + "/service-credential")));
  }

  /** A query node; starting when this returns. */
  Node startQueryNode() throws IOException {
    return queryNode(List.of("-jar", jar("query-side").toString()));
  }

  /** A query node that proxies on this machine may ask; ready when this returns. */
  Node proxiedQueryNode() throws IOException {
    return ready(
        queryNode(
            List.of(
                "-jar",
                jar("query-side").toString(),
                "--keeptrusts.forward-auth.session-cookie=" + PROXIED_COOKIE,
                "--keeptrusts.trusted-proxies=127.0.0.1")));
  }

  /** A query node with {@link EmptyEndpoint} beside its own; ready when this returns. */
  Node queryNodeWithEmptyEndpoint() throws IOException {
    return ready(
        queryNode(
            List.of(
                "-cp",
                jar("query-side").toString(),
                "-Dloader.main=" + QueryNodeWithEmptyEndpoint.class.getName(),
                "-Dloader.path=" + Benchmarks.ownClasses(),
                "org.springframework.boot.loader.launch.PropertiesLauncher")));
  }

  private Node queryNode(List<String> arguments) throws IOException {
    return node(
        "query",
        arguments,
        Map.of(
            "KEEPTRUSTS_QUERY_DATABASE_URL",
            database.url(),
            "KEEPTRUSTS_QUERY_DATABASE_PASSWORD",
            PASSWORD,
            "KEEPTRUSTS_QUERY_PERSONAL_KEYSET",
            folder + "/personal-keyset.json"));
  }

  private Node node(String name, List<String> arguments, Map<String, String> settings)
      throws IOException {
    int port = Ports.free();
    List<String> command = new ArrayList<>(List.of(Benchmarks.java(), MEMORY));
    command.addAll(arguments);
    command.add("--server.port=" + port);
    Node node =
        Node.start(name, command, settings, folder, folder.resolve(name + port + ".log"), port);
    nodes.add(node);
    return node;
  }

  private static Node ready(Node node) {
    node.awaitReady();
    return node;
  }

  static Path jar(String module) throws IOException {
    Path target = Path.of(module, "target").toAbsolutePath();
    try (Stream<Path> files = Files.list(target)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith("-exec.jar"))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("Nothing is packaged in " + target));
    }
  }

  /** If somebody ends the run: no process outlives it. */
  private void closeAtTheEnd() {
    try {
      close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    nodes.forEach(Node::close);
    logins.forEach(HikariDataSource::close);
    database.close();
  }
}
