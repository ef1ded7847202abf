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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A node of the command side as it runs in production, on a test's database; it sweeps when told. */
public final class TestNode implements AutoCloseable {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final ConfigurableApplicationContext context;

  private TestNode(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /** All nodes of one database share {@code keysets}, a folder. */
  public static TestNode start(TestDatabase database, Path keysets, String... more) {
    System.setProperty("disable-axoniq-console-message", "true");
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--spring.main.banner-mode=off",
                "--keeptrusts.command.database.url=" + database.url(),
                "--keeptrusts.command.database.username=" + DatabaseRoles.COMMAND,
                "--keeptrusts.command.database.password=" + database.password(),
                "--keeptrusts.command.personal-keyset=" + keysets.resolve("personal.json"),
                "--keeptrusts.command.vault-keyset=" + keysets.resolve("vault.json"),
                "--keeptrusts.sweep.enabled=false"));
    arguments.addAll(List.of(more));
    return new TestNode(
        new SpringApplicationBuilder(CommandSideApplication.class)
            .run(arguments.toArray(String[]::new)));
  }

  public <T> T get(Class<T> bean) {
    return context.getBean(bean);
  }

  /** Posts JSON and waits for the answer. */
  public HttpResponse<String> post(String path, String json, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://localhost:"
                        + context.getEnvironment().getProperty("local.server.port")
                        + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json));
    headers.forEach(request::header);
    try {
      return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
