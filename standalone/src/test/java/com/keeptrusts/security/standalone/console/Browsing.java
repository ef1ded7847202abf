package com.keeptrusts.security.standalone.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a browser sends for a page, header by header. */
final class Browsing {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final String origin;

  Browsing(String origin) {
    this.origin = origin;
  }

  /** As the console's own script does. */
  HttpResponse<String> ask(
      String method, String path, @Nullable String cookie, @Nullable String body) {
    return send(
        method,
        path,
        cookie == null
            ? Map.of("Origin", origin, "Content-Type", "application/json")
            : Map.of("Origin", origin, "Content-Type", "application/json", "Cookie", cookie),
        body);
  }

  HttpResponse<String> send(
      String method, String path, Map<String, String> headers, @Nullable String body) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(origin + path));
    headers.forEach(request::header);
    request.method(
        method,
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body));
    try {
      return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }
}
