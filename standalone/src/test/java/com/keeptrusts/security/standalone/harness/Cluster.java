package com.keeptrusts.security.standalone.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/**
 * The packaged jars as an operator runs them: one PostgreSQL, one migration, and nodes of both
 * sides, each a process. When it is closed, what it wrote (every table, the feed, the output of
 * every process) is searched for what may not be there, and kept under {@code
 * standalone/target/e2e}.
 */
public final class Cluster implements AutoCloseable {

  private static final String FEED = "feed.json";
  private static final String DUMP = "dump";

  /** Many processes, on few cores. */
  private static final List<String> FRUGAL = List.of("-Xmx384m", "-XX:+UseSerialGC");

  /** For a short time the quick compiler alone: it starts them in half the time. */
  private static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1";

  /** As the image's entry point has it. */
  private static final int JAVA_THAT_WARNS = 24;

  private static final Duration CATCH_UP_AT_MOST = Duration.ofMinutes(3);
  private static final String COMMAND_URL = "KEEPTRUSTS_COMMAND_DATABASE_URL";
  public static final String SHUTDOWN_DELAY = "KEEPTRUSTS_SHUTDOWN_DELAY";

  /** In which proxies find a session; they connect from 127.0.0.1. */
  public static final String SESSION_COOKIE = "__Host-keeptrusts-session";

  private static final String COMMAND_PASSWORD = "the-command-sides-own-login";
  private static final String QUERY_PASSWORD = "the-query-sides-own-login";

  private final Path output;
  private final Path folder;
  private final DatabaseServer database;
  private final Ledger ledger = new Ledger();
  private final String credential;
  private final List<Node> commandNodes = new ArrayList<>();
  private final List<Node> queryNodes = new ArrayList<>();

  private Cluster(String name, Path folder) throws IOException {
    this.output = Files.createDirectories(ProjectFiles.OUTPUT.resolve(name));
    this.folder = folder;
    this.database = DatabaseServer.start(folder.resolve("postgresql"), log("postgresql"));
    this.credential = credential();
    List.of(DatabaseServer.PASSWORD, COMMAND_PASSWORD, QUERY_PASSWORD).forEach(ledger::secret);
  }

  /**
   * Starts everything at once, the migration too, and returns when all nodes serve.
   *
   * @param name what its output is kept under
   * @param folder an empty one, for the database and the keys
   */
  public static Cluster start(String name, Path folder, int commandNodes, int queryNodes)
      throws IOException {
    return beforeMigration(name, folder, commandNodes, queryNodes).migrated();
  }

  /**
   * Two nodes of each side, of which the second ones' own clocks are five minutes ahead; else as
   * {@link #start}.
   */
  public static Cluster startWithSkewedClocks(String name, Path folder) throws IOException {
    return startWith(name, folder, List.of(Map.of(), SkewedClock.fiveMinutesAhead()));
  }

  /**
   * As {@link #start}, with nodes that differ.
   *
   * @param settings as environment variables; for each of them a node of each side
   */
  public static Cluster startWith(String name, Path folder, List<Map<String, String>> settings)
      throws IOException {
    Cluster cluster = new Cluster(name, folder);
    for (int i = 0; i < settings.size(); i++) {
      cluster.commandNodes.add(cluster.commandNode("command-" + (i + 1), settings.get(i)));
      cluster.queryNodes.add(cluster.queryNode("query-" + (i + 1), settings.get(i)));
    }
    return cluster.migrated();
  }

  /** Starts an empty database and nodes that cannot serve yet. */
  public static Cluster beforeMigration(String name, Path folder, int commandNodes, int queryNodes)
      throws IOException {
    Cluster cluster = new Cluster(name, folder);
    for (int i = 1; i <= commandNodes; i++) {
      cluster.commandNodes.add(cluster.commandNode("command-" + i, Map.of()));
    }
    for (int i = 1; i <= queryNodes; i++) {
      cluster.queryNodes.add(cluster.queryNode("query-" + i, Map.of()));
    }
    return cluster;
  }

  private Cluster migrated() throws IOException {
    try {
      assertThat(migrate("migrate").awaitEnd()).as("the migration's exit").isZero();
      awaitReady();
      return this;
    } catch (RuntimeException | Error failed) {
      stop();
      throw failed;
    }
  }

  private Path log(String name) {
    return output.resolve(name + ".log");
  }

  private String credential() throws IOException {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    String text =
        "kts_"
            + UUID.randomUUID()
            + "_"
            + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    Files.writeString(folder.resolve("service-credential"), text + "\n");
    return text;
  }

  /** One more run of the migration. */
  public Node migrate(String name) {
    return Node.start(
        name,
        java("standalone", "migrate"),
        Map.of(
            "SPRING_DATASOURCE_URL",
            database.url(),
            "SPRING_DATASOURCE_USERNAME",
            DatabaseServer.OWNER,
            "SPRING_DATASOURCE_PASSWORD",
            DatabaseServer.PASSWORD,
            "KEEPTRUSTS_COMMAND_DATABASE_PASSWORD",
            COMMAND_PASSWORD,
            "KEEPTRUSTS_QUERY_DATABASE_PASSWORD",
            QUERY_PASSWORD),
        folder,
        log(name),
        0);
  }

  /** Makes the command side's rows again from the log, beside the nodes that go on. */
  public Node rebuild() {
    Map<String, String> environment = commandEnvironment("rebuild");
    String url = "--keeptrusts.command.database.url=" + environment.remove(COMMAND_URL);
    return Node.start(
        "rebuild", java("command-side", "rebuild", url), environment, folder, log("rebuild"), 0);
  }

  private Node commandNode(String name, Map<String, String> more) throws IOException {
    Map<String, String> environment = commandEnvironment(name);
    environment.putAll(more);
    return node(name, "command-side", environment);
  }

  /** One node more, which is to end by itself; {@code settings} go before its own. */
  public Node commandNodeToFail(String name, Map<String, String> settings) throws IOException {
    return commandNode(name, settings);
  }

  public Node queryNodeToFail(String name, Map<String, String> settings) throws IOException {
    return queryNode(name, settings);
  }

  private Map<String, String> commandEnvironment(String name) {
    Map<String, String> environment = environment(name, "COMMAND", COMMAND_PASSWORD);
    environment.put("KEEPTRUSTS_COMMAND_VAULT_KEYSET", folder + "/vault-keyset.json");
    environment.put("KEEPTRUSTS_COMMAND_BOOTSTRAP_CREDENTIAL", folder + "/service-credential");
    return environment;
  }

  private Node queryNode(String name, Map<String, String> more) throws IOException {
    Map<String, String> environment = environment(name, "QUERY", QUERY_PASSWORD);
    environment.put("KEEPTRUSTS_FORWARD_AUTH_SESSION_COOKIE", SESSION_COOKIE);
    environment.put("KEEPTRUSTS_TRUSTED_PROXIES", "127.0.0.1");
    environment.putAll(more);
    return node(name, "query-side", environment);
  }

  /** Its connections bear its name. */
  private Map<String, String> environment(String name, String side, String password) {
    Map<String, String> environment = new HashMap<>();
    environment.put(SHUTDOWN_DELAY, "0s");
    environment.put(
        "KEEPTRUSTS_" + side + "_DATABASE_URL", database.url() + "?ApplicationName=" + name);
    environment.put("KEEPTRUSTS_" + side + "_DATABASE_PASSWORD", password);
    environment.put("KEEPTRUSTS_" + side + "_PERSONAL_KEYSET", folder + "/personal-keyset.json");
    return environment;
  }

  private Node node(String name, String jar, Map<String, String> environment) throws IOException {
    int port = Ports.free();
    environment.put("SERVER_PORT", Integer.toString(port));
    return Node.start(name, java(jar), environment, folder, log(name), port);
  }

  private static List<String> java(String jar, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FRUGAL);
    if (!LongRun.isAskedFor()) {
      command.add(SHORT_LIVED);
    }
    if (Runtime.version().feature() >= JAVA_THAT_WARNS) {
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.addAll(List.of("-jar", ProjectFiles.jar(jar).toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  /** Of both sides, command nodes first. */
  public List<Node> nodes() {
    List<Node> all = new ArrayList<>(commandNodes);
    all.addAll(queryNodes);
    return all;
  }

  /** Returns when every node serves. */
  public void awaitReady() {
    nodes().forEach(Node::awaitReady);
  }

  public DatabaseServer database() {
    return database;
  }

  public Node node(String name) {
    return nodes().stream().filter(node -> node.name().equals(name)).findAny().orElseThrow();
  }

  /** Counted from 0. */
  public Node commandNode(int number) {
    return commandNodes.get(number);
  }

  /** Counted from 0. */
  public Node queryNode(int number) {
    return queryNodes.get(number);
  }

  /**
   * By way of the command node and the query node of this number, counted from 0 and round again.
   */
  public Api api(int number) {
    return new Api(
        commandNodes.get(number % commandNodes.size()).port(),
        queryNodes.get(number % queryNodes.size()).port(),
        credential,
        ledger);
  }

  /** Between its clients and its nodes. */
  public Balancer balancer() {
    return new Balancer(
        commandNodes,
        queryNodes,
        (command, query) -> new Api(command.port(), query.port(), credential, ledger));
  }

  public void advance(Duration by) throws SQLException {
    database.advance(by);
  }

  /** Lets every command about these users wait, on all nodes. */
  public HeldLock hold(List<String> users) throws SQLException {
    return HeldLock.take(
        database,
        "SELECT 1 FROM enforcement.user_1 WHERE user_id IN ('"
            + String.join("', '", users)
            + "') FOR UPDATE");
  }

  /** Lets everybody wait who reads or writes a secret, on all nodes. */
  public HeldLock holdVault() throws SQLException {
    return HeldLock.take(database, "LOCK TABLE vault.secret IN ACCESS EXCLUSIVE MODE");
  }

  /** Lets whoever uses up a challenge that is open now wait, on all nodes. */
  public HeldLock holdChallenges() throws SQLException {
    return HeldLock.take(database, "SELECT 1 FROM command.passkey_challenge FOR UPDATE");
  }

  /** Lets every numbering wait in its middle, on all nodes. */
  public HeldLock holdNumbering() throws SQLException {
    return HeldLock.take(database, "LOCK TABLE log.sequence IN EXCLUSIVE MODE");
  }

  public long now() {
    return database.now();
  }

  /** Every page of the feed once it holds everything that happened, as it was answered. */
  public List<JsonNode> feed() throws SQLException {
    long happened = Long.parseLong(database.read("SELECT count(*) FROM log.event").get(0));
    return Awaitility.await("the feed holds everything")
        .atMost(CATCH_UP_AT_MOST)
        .until(
            this::pages,
            pages ->
                pages.stream().mapToLong(page -> page.get("entries").size()).sum() >= happened);
  }

  /** Returns when the feed holds everything that happened. */
  public void awaitFeed() throws SQLException {
    feed();
  }

  private List<JsonNode> pages() {
    List<JsonNode> pages = new ArrayList<>();
    String cursor = "";
    do {
      pages.add(api(0).get("/v1/audit/entries?limit=1000" + cursor).body());
      cursor = "&cursor=" + pages.get(pages.size() - 1).get("cursor").asString();
    } while (pages.get(pages.size() - 1).get("more").asBoolean());
    return pages;
  }

  /** Searches what was written, and ends everything. */
  @Override
  public void close() throws IOException, SQLException {
    try {
      assertNothingLeaked();
    } finally {
      stop();
    }
  }

  /** Searches every table, the feed and all output so far. */
  void assertNothingLeaked() throws IOException, SQLException {
    Files.writeString(output.resolve(FEED), feed().toString());
    database.dump(output.resolve(DUMP));
    assertThat(leaks()).as("secrets and personal data where they may not be").isEmpty();
  }

  void stop() throws IOException {
    nodes().forEach(Node::close);
    database.close();
  }

  /** File by file. The feed opens personal data for its reader; everything else keeps it sealed. */
  private Map<String, Set<String>> leaks() throws IOException {
    LeakSearch search = new LeakSearch(ledger);
    Map<String, Set<String>> found = new TreeMap<>();
    for (Path file : ProjectFiles.files(output)) {
      String text = Files.readString(file);
      Set<String> values = file.endsWith(FEED) ? search.findSecretsIn(text) : search.findIn(text);
      if (!values.isEmpty()) {
        found.put(output.relativize(file).toString(), values);
      }
    }
    return found;
  }
}
