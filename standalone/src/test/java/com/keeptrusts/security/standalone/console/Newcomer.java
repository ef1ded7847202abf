package com.keeptrusts.security.standalone.console;

import com.keeptrusts.security.standalone.harness.Api;
import java.util.Map;
import java.util.UUID;

/** Somebody whom the API made, with the password that lets them in. */
record Newcomer(String email, String password) {

  static final String PASSWORD = "plum tango quarry lantern";

  /** Has a temporary password. */
  static Newcomer invited(Api api) {
    String email = "p" + UUID.randomUUID() + "@people.example";
    String user =
        api.post("/v1/users", Map.of("email", email, "displayName", "Ada Example")).text("user");
    return new Newcomer(
        email,
        api.post("/v1/users/" + user + "/temporary-password", Map.of()).text("temporaryPassword"));
  }

  /** Has chosen a password. */
  static Newcomer settled(Api api) {
    Newcomer invited = invited(api);
    String session = api.signIn(invited.email, invited.password).session();
    api.postAs(
        session,
        "/v1/me/password/rotation",
        Map.of("temporaryPassword", invited.password, "newPassword", PASSWORD));
    return new Newcomer(invited.email, PASSWORD);
  }
}
