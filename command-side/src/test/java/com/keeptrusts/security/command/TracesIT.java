package com.keeptrusts.security.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.keeptrusts.security.enforcement.ServiceCredential;
import com.keeptrusts.security.event.ServiceClientId;
import com.keeptrusts.security.log.TestDatabase;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;

/** What is sent to a collector of traces, and that nothing is unless it is asked for. */
class TracesIT {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";
  private static final String ADDRESS = "203.0.113.77";
  private static final String AGENT = "Somebodys-Own-Browser/7.3";
  private static final String SECRET = "The-first-credential-of-this-installation-0";

  @TempDir Path folder;

  private final Queue<String> received = new ConcurrentLinkedQueue<>();
  private TestDatabase database;
  private HttpServer collector;

  @BeforeEach
  void open() throws IOException {
    database = TestDatabase.fresh();
    collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext(
        "/v1/traces",
        exchange -> {
          received.add(
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    collector.start();
  }

  @AfterEach
  void close() {
    collector.stop(0);
    database.close();
  }

  private TestNode node(Map<String, String> more) throws IOException {
    Map<String, String> settings = new HashMap<>(more);
    Path credential = Files.writeString(folder.resolve("credential"), credential());
    settings.put("keeptrusts.command.bootstrap-credential", credential.toString());
    return TestNode.start(database, folder, settings);
  }

  private static String credential() {
    return ServiceCredential.of(ServiceClientId.of("00000000-0000-4000-8000-000000000001"), SECRET)
        .reveal();
  }

  private static HttpResponse<String> post(TestNode node, String path, String json) {
    return node.post(
        path,
        json,
        Map.of(
            "Authorization",
            "Bearer " + credential(),
            "Keeptrusts-Client-Address",
            ADDRESS,
            "Keeptrusts-User-Agent",
            AGENT,
            "traceparent",
            "00-" + TRACE + "-" + SPAN + "-01"));
  }

  private static List<String> senders() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("Batch"))
        .toList();
  }

  @Test
  void without_an_endpoint_there_is_no_tracer_and_no_thread_that_sends() throws Exception {
    try (TestNode node = node(Map.of())) {
      assertThat(post(node, "/v1/orgs", "{\"name\":\"Some Org\"}").statusCode()).isEqualTo(201);
      Class<?> tracer = Class.forName("io.micrometer.tracing.Tracer");
      assertThatThrownBy(() -> node.get(tracer)).isInstanceOf(NoSuchBeanDefinitionException.class);
      await().untilAsserted(() -> assertThat(senders()).isEmpty());
      assertThat(received).isEmpty();
    }
  }

  @Test
  @Tag("AUD-4")
  void with_one_a_command_is_a_span_in_its_callers_trace_and_tells_nothing_personal()
      throws Exception {
    String endpoint = "http://localhost:" + collector.getAddress().getPort() + "/v1/traces";
    String unknown = UUID.randomUUID().toString();
    try (TestNode node =
        node(
            Map.of(
                "keeptrusts.traces.endpoint",
                endpoint,
                "management.opentelemetry.tracing.export.schedule-delay",
                "100ms"))) {
      assertThat(post(node, "/v1/orgs", "{\"name\":\"Some Org\"}").statusCode()).isEqualTo(201);
      assertThat(
              post(node, "/v1/users/" + unknown + "/mfa-reset", "{\"reason\":\"Lost\"}")
                  .statusCode())
          .isEqualTo(404);
      assertThat(post(node, "/v1/orgs?name=hunter2", "{}").statusCode()).isEqualTo(400);
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> sent().contains("RegisterOrg") && sent().contains("/mfa-reset"));
    }
    assertThat(sent())
        .contains(bytes(TRACE), bytes(SPAN))
        .contains("http post /v1/orgs", "http post /v1/users/{user}/mfa-reset", "ResetMfa")
        .contains("keeptrusts-command-side")
        .doesNotContain(unknown, ADDRESS, AGENT, SECRET, "hunter2", "Some Org", "Rejected:");
  }

  private String sent() {
    return String.join("\n", received);
  }

  private static String bytes(String hexadecimal) {
    return new String(HexFormat.of().parseHex(hexadecimal), StandardCharsets.ISO_8859_1);
  }
}
