package com.keeptrusts.security.standalone.endpoints;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Bodies that are not what an endpoint reads, each but for one fault like its example. */
final class HostileBodies {

  private static final int LIMIT = 64 * 1024;
  private static final String DEEP = "[".repeat(10_000);

  private static final List<String> NO_OBJECTS =
      List.of(
          "", " ", "null", "[]", "[{}]", "1", "true", "\"text\"", "{", "}", "{\"a\"", "{'a':1}");

  private static final List<String> NEVER_A_VALUE =
      List.of(
          "true",
          "1.5",
          "-1",
          "1e999",
          "-1e999",
          "9223372036854775808",
          "[[]]",
          "{}",
          "{\"a\":1}",
          "[null]",
          "nul",
          "NaN",
          "\"\\u0000\"",
          "\"\0\"",
          "\"\\ud800\"",
          "\"\\udc00\"",
          "\"\\ud83d\\ud83d\"",
          "\"\\ud83dx\"",
          "\"\\u00\"",
          "\"\\x\"",
          "\"\u0001\"",
          "\"\u00ff\"",
          "\"\u00c0\u0080\"",
          "\"\u00ed\u00a0\u0080\"",
          DEEP);

  /** What a text may not be, by name; that is for the endpoint to say. */
  private static final Map<String, String> TEXTS =
      Map.of(
          "empty text", "\"\"",
          "blank text", "\" \"",
          "10 kB of text", "\"" + "x".repeat(10_000) + "\"",
          "a bidirectional override", "\"a\\u202eb\"");

  private static final List<String> MEDIA_TYPES =
      List.of(
          "text/plain",
          "text/json",
          "application/xml",
          "application/x-www-form-urlencoded",
          "multipart/form-data; boundary=x",
          "application/*",
          "nonsense",
          "",
          "application/json; charset=utf-16",
          "application/json; charset=iso-8859-1",
          "application/json; charset=nonsense",
          "application/json; charset=");

  private HostileBodies() {}

  static List<Hostile> of(Endpoint endpoint, Request example) {
    List<Hostile> all = new ArrayList<>(sizes(example));
    Map<String, String> fields = example.fields();
    if (fields != null) {
      all.addAll(noObjects(example));
      all.addAll(framings(example));
      all.addAll(mediaTypes(example));
      fields.forEach((name, value) -> all.addAll(missing(example, name)));
      fields.forEach((name, value) -> all.addAll(values(example, name, value)));
      endpoint.optional().forEach(name -> all.addAll(values(example, name, "\"123456\"")));
    }
    return all;
  }

  private static List<Hostile> noObjects(Request example) {
    List<Hostile> all = new ArrayList<>();
    NO_OBJECTS.forEach(text -> all.add(new Hostile("body: " + text, example.raw(text))));
    String body = String.valueOf(example.body());
    String inside = body.substring(1, body.length() - 1);
    all.add(new Hostile("body: {}", example.raw("{}")));
    all.add(new Hostile("body: a field twice", example.raw("{" + inside + "," + inside + "}")));
    all.add(new Hostile("body: an unknown field", example.field("unknown", "1")));
    all.add(new Hostile("body: a comma too many", example.raw("{" + inside + ",}")));
    all.add(new Hostile("body: a comment", example.raw("/**/" + body)));
    all.add(new Hostile("body: twice", example.raw(body + body)));
    all.add(new Hostile("body: goes on", example.raw(body + "x")));
    all.add(new Hostile("body: deep", example.raw(DEEP)));
    all.add(new Hostile("body: deep objects", example.raw("{\"a\":".repeat(10_000))));
    all.add(new Hostile("body: NUL after it", example.raw(body + "\0")));
    all.add(new Hostile("body: UTF-16", example.raw(body.replaceAll("(.)", "\0$1"))));
    all.add(
        new Hostile("body: zipped", example.raw("\u001f\u008b\b").line("Content-Encoding: gzip")));
    return all;
  }

  /** Also of a request without a body. */
  private static List<Hostile> sizes(Request example) {
    String huge = "{\"a\":\"" + "x".repeat(LIMIT) + "\"}";
    Request typed = example.header("Content-Type", "application/json");
    return List.of(
        new Hostile("body: too large", typed.raw(huge)),
        new Hostile("body: says it is enormous", typed.raw("{}").line("Content-Length: 999999999")),
        new Hostile("length: negative", typed.raw("{}").line("Content-Length: -1")),
        new Hostile("length: no number", typed.raw("{}").line("Content-Length: 0x2")),
        new Hostile(
            "length: beyond a long", typed.raw("{}").line("Content-Length: 9223372036854775808")),
        new Hostile(
            "length: two of them",
            typed.raw("{}").line("Content-Length: 2").line("Content-Length: 3")),
        new Hostile("framing: unknown", typed.raw("{}").line("Transfer-Encoding: zipped")));
  }

  private static List<Hostile> framings(Request example) {
    String body = String.valueOf(example.body());
    String whole = Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";
    String large = "{\"a\":\"" + "x".repeat(LIMIT) + "\"}";
    Request chunked = example.line("Transfer-Encoding: chunked");
    return List.of(
        new Hostile(
            "body: too large, in chunks",
            chunked.raw(Integer.toHexString(large.length()) + "\r\n" + large + "\r\n0\r\n\r\n")),
        new Hostile("chunks: no size", chunked.raw("zz\r\n" + whole)),
        new Hostile("chunks: a negative size", chunked.raw("-5\r\n" + whole)),
        new Hostile("chunks: a size beyond an int", chunked.raw("fffffffff\r\n" + whole)),
        new Hostile("chunks: no end", chunked.raw(whole.substring(0, whole.length() / 2))),
        new Hostile(
            "body: cut off", example.raw(body).line("Content-Length: " + (body.length() + 5))));
  }

  private static List<Hostile> mediaTypes(Request example) {
    List<Hostile> all = new ArrayList<>();
    MEDIA_TYPES.forEach(
        type -> all.add(new Hostile("type: " + type, example.header("Content-Type", type))));
    all.add(new Hostile("type: missing", example.without("Content-Type")));
    return all;
  }

  private static List<Hostile> missing(Request example, String field) {
    return List.of(new Hostile(field + ": missing", example.withoutField(field)));
  }

  private static List<Hostile> values(Request example, String field, String value) {
    Map<String, String> hostile = new LinkedHashMap<>();
    NEVER_A_VALUE.forEach(json -> hostile.put(json, json));
    hostile.put("null", "null");
    if (value.startsWith("\"")) {
      hostile.put("a number", "1");
      hostile.put("a list of it", "[" + value + "]");
      hostile.putAll(TEXTS);
    } else if (value.startsWith("[")) {
      hostile.putAll(Map.of("a text", "\"decide\"", "nothing", "[]", "a number", "[1]"));
      hostile.putAll(Map.of("unknown", "[\"nonsense\"]", "no text", "[\"\"]"));
    } else {
      hostile.putAll(Map.of("a text", "\"1\"", "a list of it", "[1]", "no text", "\"\""));
      hostile.put("the largest", "9223372036854775807");
    }
    List<Hostile> all = new ArrayList<>();
    hostile.forEach(
        (name, json) ->
            all.add(
                new Hostile(
                    field + ": " + name.substring(0, Math.min(name.length(), 30)),
                    example.field(field, json))));
    return all;
  }
}
