package com.keeptrusts.security.command;

import com.keeptrusts.security.log.DatabaseRoles;
import com.keeptrusts.security.log.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A node of the command side as it runs in production, on a test's database; it sweeps when told.
 */
public final class TestNode implements AutoCloseable {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final ConfigurableApplicationContext context;

  private TestNode(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /** With the settings of {@link #start(TestDatabase, Path, Map)}, none changed. */
  public static TestNode start(TestDatabase database, Path keysets) {
    return start(database, keysets, Map.of());
  }

  /** All nodes of one database share {@code keysets}, a folder. */
  public static TestNode start(TestDatabase database, Path keysets, Map<String, String> more) {
    System.setProperty("disable-axoniq-console-message", "true");
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("server.port", "0");
    settings.put("spring.main.banner-mode", "off");
    settings.put("keeptrusts.command.database.url", database.url());
    settings.put("keeptrusts.command.database.username", DatabaseRoles.COMMAND);
    settings.put("keeptrusts.command.database.password", database.password());
    settings.put("keeptrusts.command.personal-keyset", keysets.resolve("personal.json").toString());
    settings.put("keeptrusts.command.vault-keyset", keysets.resolve("vault.json").toString());
    settings.put("keeptrusts.sweep.enabled", "false");
    settings.putAll(more);
    return new TestNode(
        new SpringApplicationBuilder(CommandSideApplication.class)
            .run(
                settings.entrySet().stream()
                    .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                    .toArray(String[]::new)));
  }

  public <T> T get(Class<T> bean) {
    return context.getBean(bean);
  }

  /** Posts JSON and waits for the answer. */
  public HttpResponse<String> post(String path, String json, Map<String, String> headers) {
    return send("POST", path, json, headers);
  }

  /** Posts what may be no JSON and no text. */
  public HttpResponse<String> post(String path, byte[] body, Map<String, String> headers) {
    return send("POST", path, HttpRequest.BodyPublishers.ofByteArray(body), headers);
  }

  public HttpResponse<String> put(String path, String json, Map<String, String> headers) {
    return send("PUT", path, json, headers);
  }

  private HttpResponse<String> send(
      String method, String path, String json, Map<String, String> headers) {
    return send(method, path, HttpRequest.BodyPublishers.ofString(json), headers);
  }

  private HttpResponse<String> send(
      String method, String path, HttpRequest.BodyPublisher body, Map<String, String> headers) {
    HttpRequest.Builder request =
        request(path).header("Content-Type", "application/json").method(method, body);
    headers.forEach(request::header);
    return send(request);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
        URI.create(
            "http://localhost:"
                + context.getEnvironment().getProperty("local.server.port")
                + path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  public HttpResponse<String> get(String path) {
    return get(path, Map.of());
  }

  public HttpResponse<String> get(String path, Map<String, String> headers) {
    HttpRequest.Builder request = request(path).GET();
    headers.forEach(request::header);
    return send(request);
  }

  public HttpResponse<String> delete(String path, Map<String, String> headers) {
    HttpRequest.Builder request = request(path).DELETE();
    headers.forEach(request::header);
    return send(request);
  }

  @Override
  public void close() {
    context.close();
  }
}
