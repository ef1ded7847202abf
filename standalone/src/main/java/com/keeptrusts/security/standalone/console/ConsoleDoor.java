package com.keeptrusts.security.standalone.console;

import com.keeptrusts.security.command.passkey.PasskeySettings;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.standalone.console.ConsoleCookies.Kept;
import com.keeptrusts.security.web.Open;
import com.keeptrusts.security.web.Page;
import com.keeptrusts.security.web.Peer;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.RequestEntity;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The console's pages, and the backend that their scripts speak to. The API takes no cookie, so a
 * page cannot call it; this backend takes one, and therefore serves the pages of its own origin
 * alone: what changes anything has to say {@code Origin}, as browsers do, and be JSON. It passes on
 * what is listed in {@link ConsolePaths}, and keeps both tokens from the page. The API's problems
 * go through as they are.
 */
@RestController
@Hidden
final class ConsoleDoor {

  private static final String API = "/console/api";
  private static final String START = "index.html";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final Map<String, MediaType> FILES =
      Map.of(
          START,
          new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8),
          "console.css",
          new MediaType("text", "css", StandardCharsets.UTF_8),
          "console.js",
          new MediaType("text", "javascript", StandardCharsets.UTF_8),
          "passkeys.js",
          new MediaType("text", "javascript", StandardCharsets.UTF_8),
          "backend.js",
          new MediaType("text", "javascript", StandardCharsets.UTF_8));

  private final ConsoleApi api;
  private final ConsoleCookies cookies;
  private final List<String> origins;

  ConsoleDoor(ConsoleApi api, ConsoleCookies cookies, PasskeySettings settings) {
    this.api = api;
    this.cookies = cookies;
    this.origins = settings.origins();
  }

  @Open
  @Page
  @GetMapping("/console")
  ResponseEntity<Void> toStart() {
    return ResponseEntity.status(HttpStatus.FOUND).location(URI.create("/console/")).build();
  }

  @Open
  @Page
  @GetMapping("/console/")
  ResponseEntity<Resource> start() {
    return file(START);
  }

  @Open
  @Page
  @GetMapping("/console/{file}")
  ResponseEntity<Resource> file(@PathVariable("file") String file) {
    MediaType type = FILES.get(file);
    if (type == null) {
      throw nothingHere();
    }
    return ResponseEntity.ok()
        .contentType(type)
        .body(new ClassPathResource(file, ConsoleDoor.class));
  }

  @Open
  @RequestMapping(API + "/**")
  ResponseEntity<byte[]> passOn(RequestEntity<byte[]> request, Peer peer) {
    String method = String.valueOf(request.getMethod());
    String path = "/v1" + request.getUrl().getRawPath().substring(API.length());
    if (!ConsolePaths.isPassedOn(method, path)) {
      throw nothingHere();
    }
    requireOwnPage(request);
    String kept = request.getHeaders().getFirst(HttpHeaders.COOKIE);
    String device =
        ConsolePaths.isRecognising(method, path) ? cookies.read(Kept.DEVICE, kept) : null;
    ApiAnswer answer =
        api.ask(
            new ConsoleApi.Asked(
                method,
                path,
                peer.address(),
                request.getHeaders().getFirst(HttpHeaders.USER_AGENT),
                ConsolePaths.isOwn(path) ? cookies.read(Kept.SESSION, kept) : null,
                body(request.getBody(), device)));
    return answer(answer, answer.isGood() && ConsolePaths.isSignOut(method, path));
  }

  private void requireOwnPage(RequestEntity<byte[]> request) {
    if (HttpMethod.GET.equals(request.getMethod())) {
      return;
    }
    List<String> stated = request.getHeaders().getOrEmpty(HttpHeaders.ORIGIN);
    if (stated.size() != 1 || !origins.contains(stated.get(0))) {
      throw new Rejected(
          Reason.NOT_ALLOWED, "Only pages of this console may ask for this; see the header Origin");
    }
    MediaType type = request.getHeaders().getContentType();
    if (type == null || !type.equalsTypeAndSubtype(MediaType.APPLICATION_JSON)) {
      throw new Rejected(Reason.UNSUPPORTED_MEDIA_TYPE, "Send application/json in UTF-8");
    }
  }

  /** With what this device is recognised by. */
  private static @Nullable String body(byte @Nullable [] sent, @Nullable String device) {
    if (sent == null || sent.length == 0) {
      return null;
    }
    String text = new String(sent, StandardCharsets.UTF_8);
    if (device == null) {
      return text;
    }
    try {
      JsonNode json = JSON.readTree(text);
      return json instanceof ObjectNode object
          ? object.put("deviceToken", device).toString()
          : text;
    } catch (JacksonException refusedByTheApi) {
      return text;
    }
  }

  private ResponseEntity<byte[]> answer(ApiAnswer answer, boolean signedOut) {
    HttpHeaders headers = new HttpHeaders();
    setIfThere(headers, HttpHeaders.CONTENT_TYPE, answer.type());
    setIfThere(headers, HttpHeaders.RETRY_AFTER, answer.retryAfter());
    if (answer.session() != null) {
      headers.add(HttpHeaders.SET_COOKIE, cookies.set(Kept.SESSION, answer.session()));
    } else if (signedOut || answer.saysThatTheSessionEnded()) {
      headers.add(HttpHeaders.SET_COOKIE, cookies.clear(Kept.SESSION));
    }
    if (answer.device() != null) {
      headers.add(HttpHeaders.SET_COOKIE, cookies.set(Kept.DEVICE, answer.device()));
    }
    byte[] body = answer.body().toString().getBytes(StandardCharsets.UTF_8);
    return ResponseEntity.status(answer.status()).headers(headers).body(body);
  }

  private static void setIfThere(HttpHeaders headers, String name, @Nullable String value) {
    if (value != null) {
      headers.set(name, value);
    }
  }

  private static Rejected nothingHere() {
    return new Rejected(Reason.NOT_FOUND, "There is nothing at this address");
  }
}
