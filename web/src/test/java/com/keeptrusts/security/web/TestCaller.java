package com.keeptrusts.security.web;

import com.keeptrusts.security.event.Scope;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks HTTP to the door, properly or byte by byte. */
final class TestCaller {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final JsonMapper JSON = new JsonMapper();

  private final int port;

  TestCaller(int port) {
    this.port = port;
  }

  /** What came back; header names in lower case. */
  record Answer(int status, Map<String, List<String>> headers, String body) {

    JsonNode json() {
      return JSON.readTree(body);
    }

    String header(String name) {
      return String.join(", ", headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()));
    }

    /** The last segment of the problem's type; what came instead, if it is no problem. */
    String problem() {
      return header("content-type").startsWith(Problem.MEDIA_TYPE)
          ? json().path("type").asString().replace("/problems/", "")
          : status + " " + header("content-type") + " " + body;
    }
  }

  /** A request under way to be sent. */
  final class Ask {

    private final HttpRequest.Builder request;

    private Ask(String path) {
      request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    Ask as(Scope scope) {
      return credential(TestSide.credential(scope));
    }

    Ask credential(String credential) {
      return with("Authorization", "Bearer " + credential);
    }

    Ask acting() {
      return with("Keeptrusts-Session", TestSide.SESSION)
          .with("Keeptrusts-Client-Address", "192.0.2.7");
    }

    Ask with(String name, String value) {
      request.header(name, value);
      return this;
    }

    Answer get() {
      return send("GET", BodyPublishers.noBody());
    }

    Answer post() {
      return send("POST", BodyPublishers.noBody());
    }

    Answer post(String json) {
      return post(json.getBytes(StandardCharsets.UTF_8));
    }

    Answer post(byte[] json) {
      request.header("Content-Type", "application/json");
      return send("POST", BodyPublishers.ofByteArray(json));
    }

    Answer send(String method, BodyPublisher body) {
      try {
        HttpResponse<String> response =
            CLIENT.send(request.method(method, body).build(), BodyHandlers.ofString());
        return new Answer(
            response.statusCode(), new TreeMap<>(response.headers().map()), response.body());
      } catch (IOException failure) {
        throw new AssertionError(failure);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new AssertionError(stopped);
      }
    }
  }

  Ask ask(String path) {
    return new Ask(path);
  }

  /** Sends these characters as bytes, one each, and reads the answer as far as it says it goes. */
  Answer raw(String request) {
    return bytes(request, false);
  }

  /** Sends this and nothing more, whatever it promised. */
  Answer cutOff(String request) {
    return bytes(request, true);
  }

  private Answer bytes(String request, boolean isEnd) {
    try (Socket socket = new Socket("localhost", port)) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      if (isEnd) {
        socket.shutdownOutput();
      }
      return read(socket.getInputStream());
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  private static Answer read(InputStream in) throws IOException {
    var came = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    Answer answer = parse("");
    int n = in.read(buffer);
    while (n >= 0) {
      came.write(buffer, 0, n);
      answer = parse(came.toString(StandardCharsets.UTF_8));
      String length = answer.header("content-length");
      boolean whole =
          !length.isEmpty()
              && answer.body().getBytes(StandardCharsets.UTF_8).length >= Integer.parseInt(length);
      n = whole ? -1 : in.read(buffer);
    }
    return answer;
  }

  private static Answer parse(String response) {
    int end = response.indexOf("\r\n\r\n");
    Map<String, List<String>> headers = new TreeMap<>();
    List<String> head = response.substring(0, Math.max(end, 0)).lines().toList();
    for (String line : head) {
      int colon = line.indexOf(": ");
      if (colon > 0) {
        String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
        headers.computeIfAbsent(name, unused -> new ArrayList<>()).add(line.substring(colon + 2));
      }
    }
    int status = head.isEmpty() ? 0 : Integer.parseInt(head.get(0).substring(9, 12));
    return new Answer(status, headers, end < 0 ? "" : response.substring(end + 4));
  }
}
