package com.keeptrusts.security.standalone.endpoints;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An answer as it came over the wire; {@code headers} by lower-case name. */
record Reply(int status, Map<String, String> headers, String body) {

  private static final JsonMapper JSON = new JsonMapper();

  /** Reads what came until the connection was closed; status 0 if nothing did. */
  static Reply parse(byte[] bytes) {
    String all = new String(bytes, StandardCharsets.ISO_8859_1);
    int end = all.indexOf("\r\n\r\n");
    if (end < 0) {
      return new Reply(0, Map.of(), all);
    }
    String head = all.substring(0, end);
    Map<String, String> headers = new TreeMap<>();
    head.lines()
        .skip(1)
        .forEach(
            line -> {
              int colon = line.indexOf(':');
              headers.put(
                  line.substring(0, colon).toLowerCase(Locale.ROOT),
                  line.substring(colon + 1).strip());
            });
    String rest = all.substring(end + 4);
    String body = headers.containsKey("transfer-encoding") ? joined(rest) : rest;
    return new Reply(
        Integer.parseInt(head.substring(9, 12)),
        headers,
        new String(body.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
  }

  private static String joined(String chunks) {
    StringBuilder body = new StringBuilder();
    int at = 0;
    for (int line = chunks.indexOf("\r\n"); line >= 0; line = chunks.indexOf("\r\n", at)) {
      int size = Integer.parseInt(chunks.substring(at, line), 16);
      if (size == 0) {
        break;
      }
      body.append(chunks, line + 2, line + 2 + size);
      at = line + 2 + size + 2;
    }
    return body.toString();
  }

  boolean succeeded() {
    return status >= 200 && status < 400;
  }

  /** Whether it is a decision for a proxy, which is no problem if it is a denial. */
  boolean decides() {
    return headers.containsKey("keeptrusts-outcome");
  }

  JsonNode json() {
    return JSON.readTree(body);
  }

  String text(String name) {
    return json().get(name).asString();
  }

  /** The last segment of the problem's type; the status if it is no problem. */
  String problem() {
    boolean problem = headers.getOrDefault("content-type", "").startsWith("application/problem");
    return problem ? text("type").replace("/problems/", "") : Integer.toString(status);
  }

  String header(String name) {
    return headers.getOrDefault(name, "");
  }

  @Override
  public String toString() {
    String shown = body.length() > 300 ? body.substring(0, 300) + "..." : body;
    return status + " " + header("content-type") + " " + shown;
  }
}
