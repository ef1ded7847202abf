package com.keeptrusts.security.command.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.command.TestNode;
import com.keeptrusts.security.command.TestPeople;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.UserId;
import java.net.http.HttpResponse;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the console backend sends to a node for people in front of their browsers. */
final class Console {

  static final String PASSWORD = "plum tango quarry lantern";
  static final String NEW_PASSWORD = "seven quiet harbour maples";
  static final String WRONG = "not the password at all";
  static final String ADDRESS = "192.0.2.7";

  private final TestNode node;
  private final TestPeople people;
  private final String credential;

  Console(TestNode node) {
    this.node = node;
    this.people = new TestPeople(node);
    this.credential = people.credential(EnumSet.allOf(Scope.class));
  }

  static String email() {
    return TestPeople.id() + "@acme.example";
  }

  /** The session of somebody new who chose {@link #PASSWORD}. */
  String signedUp(String email) {
    String temporary = temporaryPassword(people.register(email, null));
    return session(rotate(session(signIn(email, temporary)), temporary, PASSWORD));
  }

  String temporaryPassword(UserId user) {
    return json(post("/v1/users/" + user + "/temporary-password", null))
        .get("temporaryPassword")
        .asString();
  }

  HttpResponse<String> signIn(String email, String password) {
    return post("/v1/sign-ins", null, "email", email, "password", password);
  }

  /** From a browser that calls itself so, at this address. */
  HttpResponse<String> signIn(String email, String password, String agent, String address) {
    Map<String, String> headers = headers("/v1/sign-ins", null);
    headers.put("Keeptrusts-User-Agent", agent);
    headers.put("Keeptrusts-Client-Address", address);
    return node.post("/v1/sign-ins", body("email", email, "password", password), headers);
  }

  HttpResponse<String> rotate(String session, String temporary, String next) {
    return post(
        "/v1/me/password/rotation", session, "temporaryPassword", temporary, "newPassword", next);
  }

  HttpResponse<String> change(String session, String current, String next) {
    return post("/v1/me/password/change", session, "currentPassword", current, "newPassword", next);
  }

  HttpResponse<String> add(String session, String password) {
    return post("/v1/me/password/addition", session, "newPassword", password);
  }

  JsonNode form(String session) {
    return json(get("/v1/me/password/form", session));
  }

  HttpResponse<String> get(String path, String session) {
    return node.get(path, headers(path, session));
  }

  /** {@code fields}: names and values in turns; a null value leaves the field out. */
  HttpResponse<String> post(String path, @Nullable String session, @Nullable String... fields) {
    return node.post(path, body(fields), headers(path, session));
  }

  /** With a body as it stands. */
  HttpResponse<String> postJson(String path, @Nullable String session, String body) {
    return node.post(path, body, headers(path, session));
  }

  /** With a body that may be no JSON and no text. */
  HttpResponse<String> postBytes(String path, @Nullable String session, byte[] body) {
    return node.post(path, body, headers(path, session));
  }

  HttpResponse<String> putJson(String path, String session, String body) {
    return node.put(path, body, headers(path, session));
  }

  HttpResponse<String> put(String path, @Nullable String session, String... fields) {
    return node.put(path, body(fields), headers(path, session));
  }

  HttpResponse<String> delete(String path, String session) {
    return node.delete(path, headers(path, session));
  }

  private static String body(@Nullable String... fields) {
    Map<String, String> body = new LinkedHashMap<>();
    for (int i = 0; i < fields.length; i += 2) {
      String value = fields[i + 1];
      if (value != null) {
        body.put(String.valueOf(fields[i]), value);
      }
    }
    return escaped(JsonMapper.shared().writeValueAsString(body));
  }

  /** So that text which UTF-8 has no bytes for goes out too. */
  private static String escaped(String json) {
    return json.chars()
        .mapToObj(each -> each < 0x80 ? Character.toString(each) : "\\u%04x".formatted(each))
        .collect(Collectors.joining());
  }

  private Map<String, String> headers(String path, @Nullable String session) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Authorization", "Bearer " + credential);
    if (session != null || path.startsWith("/v1/sign-ins")) {
      headers.put("Keeptrusts-Client-Address", ADDRESS);
    }
    if (session != null) {
      headers.put("Keeptrusts-Session", session);
    }
    return headers;
  }

  static JsonNode json(HttpResponse<String> response) {
    return JsonMapper.shared().readTree(response.body());
  }

  static String session(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    return json(response).get("session").get("token").asString();
  }

  /** The last segment of the problem's type. */
  static String problem(HttpResponse<String> response) {
    String type = json(response).path("type").asString("");
    return type.substring(type.lastIndexOf('/') + 1);
  }
}
