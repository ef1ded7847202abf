package com.keeptrusts.security.web;

import com.keeptrusts.security.event.Reason;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * A refusal as it is sent (RFC 9457). There is no {@code instance}: the address of a request may
 * hold what should not be repeated.
 *
 * @param type relative to wherever the API is served; a page that explains it is there
 */
record Problem(String type, String title, int status, String detail, String correlation) {

  static final String MEDIA_TYPE = "application/problem+json";

  private static final JsonMapper JSON = new JsonMapper();

  static Problem of(Reason reason, String detail, String correlation) {
    return new Problem(typeOf(reason), titleOf(reason), reason.status(), detail, correlation);
  }

  static String typeOf(Reason reason) {
    return "/problems/" + reason.stableName();
  }

  static String titleOf(Reason reason) {
    String words = reason.stableName().replace('-', ' ');
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  /** Without the mapper of the door, since the server writes problems too. */
  byte[] toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("type", type);
    json.put("title", title);
    json.put("status", status);
    json.put("detail", detail);
    json.put("correlation", correlation);
    return JSON.writeValueAsBytes(json);
  }
}
