package com.keeptrusts.security.standalone.endpoints;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request, down to what no well-behaved client would send. Texts stand for bytes (ISO 8859-1).
 *
 * @param path with {@code {names}} in place of ids
 * @param ids what stands in their place, as it goes over the wire
 * @param query with its question mark, or empty
 * @param headers whole lines
 * @param fields of the JSON object that is the body, each as JSON
 * @param raw a body that is none of that
 */
record Request(
    String method,
    String path,
    Map<String, String> ids,
    String query,
    List<String> headers,
    @Nullable Map<String, String> fields,
    @Nullable String raw) {

  private static final JsonMapper JSON = new JsonMapper();

  static Request of(String method, String path) {
    return new Request(method, path, Map.of(), "", List.of(), null, null);
  }

  Request method(String other) {
    return new Request(other, path, ids, query, headers, fields, raw);
  }

  Request id(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(ids);
    more.put(name, value);
    return new Request(method, path, more, query, headers, fields, raw);
  }

  Request query(String other) {
    return new Request(method, path, ids, other, headers, fields, raw);
  }

  /** Names and values of the JSON object, in turn. */
  Request json(Object... namesAndValues) {
    Map<String, String> all = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      all.put(namesAndValues[i].toString(), json(namesAndValues[i + 1]));
    }
    return fields(all).header("Content-Type", "application/json");
  }

  Request fields(Map<String, String> other) {
    return new Request(method, path, ids, query, headers, other, null);
  }

  /** The same with one field more, or another value of a field. */
  Request field(String name, String json) {
    Map<String, String> more = new LinkedHashMap<>(fields == null ? Map.of() : fields);
    more.put(name, json);
    return fields(more);
  }

  Request withoutField(String name) {
    Map<String, String> fewer = new LinkedHashMap<>(fields == null ? Map.of() : fields);
    fewer.remove(name);
    return fields(fewer);
  }

  Request raw(String body) {
    return new Request(method, path, ids, query, headers, null, body);
  }

  /** In place of every line of that name. */
  Request header(String name, String value) {
    return without(name).line(name + ": " + value);
  }

  Request line(String line) {
    return headers(Stream.concat(headers.stream(), Stream.of(line)).toList());
  }

  Request without(String name) {
    return headers(headers.stream().filter(line -> !isNamed(line, name)).toList());
  }

  private Request headers(List<String> other) {
    return new Request(method, path, ids, query, other, fields, raw);
  }

  boolean has(String name) {
    return headers.stream().anyMatch(line -> isNamed(line, name));
  }

  private static boolean isNamed(String line, String name) {
    return line.regionMatches(true, 0, name + ":", 0, name.length() + 1);
  }

  String target() {
    String target = path;
    for (Map.Entry<String, String> id : ids.entrySet()) {
      target = target.replace("{" + id.getKey() + "}", id.getValue());
    }
    return target + query;
  }

  @Nullable String body() {
    if (raw != null || fields == null) {
      return raw;
    }
    return fields.entrySet().stream()
        .map(field -> json(field.getKey()) + ":" + field.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }

  /** All of it, as it goes over the wire. */
  String bytes() {
    List<String> lines = new ArrayList<>();
    lines.add(method + " " + target() + " HTTP/1.1");
    lines.add("Host: localhost");
    lines.add("Connection: close");
    lines.addAll(headers);
    String body = body();
    if (body != null && !has("Content-Length") && !has("Transfer-Encoding")) {
      lines.add("Content-Length: " + body.length());
    }
    return String.join("\r\n", lines) + "\r\n\r\n" + (body == null ? "" : body);
  }

  static String json(Object value) {
    return new String(JSON.writeValueAsBytes(value), StandardCharsets.ISO_8859_1);
  }
}
