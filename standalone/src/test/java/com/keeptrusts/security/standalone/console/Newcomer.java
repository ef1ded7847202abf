package com.keeptrusts.security.standalone.console;

import com.keeptrusts.security.standalone.harness.Api;
import com.keeptrusts.security.standalone.harness.App;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** Somebody whom the API made, with the password that lets them in. */
record Newcomer(String user, String email, String password) {

  static final String PASSWORD = "plum tango quarry lantern";

  /** Has a temporary password. */
  static Newcomer invited(Api api) {
    String email = "p" + UUID.randomUUID() + "@people.example";
    String user =
        api.post("/v1/users", Map.of("email", email, "displayName", "Ada Example")).text("user");
    return new Newcomer(user, email, temporaryPassword(api, user));
  }

  private static String temporaryPassword(Api api, String user) {
    return api.post("/v1/users/" + user + "/temporary-password", Map.of())
        .text("temporaryPassword");
  }

  /** The same person, who is to choose another password. */
  Newcomer toRotate(Api api) {
    return new Newcomer(user, email, temporaryPassword(api, user));
  }

  /** Turns on an authenticator app. */
  App enableApp(Api api, Instant now) {
    String session = api.signIn(email, password).session();
    Api.Answer started = api.postAs(session, "/v1/me/mfa/enrollments", Map.of());
    App app = new App(started.text("secret"));
    api.postAs(
        session,
        "/v1/me/mfa/enrollments/" + started.text("enrollment") + "/confirmation",
        Map.of("code", app.code(now.getEpochSecond())));
    return app;
  }

  /** Has chosen a password. */
  static Newcomer settled(Api api) {
    Newcomer invited = invited(api);
    String session = api.signIn(invited.email, invited.password).session();
    api.postAs(
        session,
        "/v1/me/password/rotation",
        Map.of("temporaryPassword", invited.password, "newPassword", PASSWORD));
    return new Newcomer(invited.user, invited.email, PASSWORD);
  }
}
