package com.keeptrusts.security.standalone.console;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the API answered, without the tokens that no page is to see.
 *
 * @param retryAfter as the API said it
 * @param session a new session's token
 * @param device what this device is recognised by from now on
 */
record ApiAnswer(
    int status,
    @Nullable String type,
    @Nullable String retryAfter,
    JsonNode body,
    @Nullable String session,
    @Nullable String device) {

  private static final String NOT_LIVE = "/problems/session-not-live";

  static ApiAnswer of(
      int status, @Nullable String type, @Nullable String retryAfter, JsonNode body) {
    String session = take(body.path("session"), "token");
    String device = take(body, "deviceToken");
    return new ApiAnswer(status, type, retryAfter, body, session, device);
  }

  private static @Nullable String take(JsonNode from, String name) {
    if (from instanceof ObjectNode object) {
      JsonNode token = object.remove(name);
      return token == null || !token.isString() ? null : token.asString();
    }
    return null;
  }

  boolean isGood() {
    return status < 300;
  }

  boolean saysThatTheSessionEnded() {
    return body.path("type").asString("").equals(NOT_LIVE);
  }

  /** Says nothing of the tokens. */
  @Override
  public String toString() {
    return "answer " + status;
  }
}
