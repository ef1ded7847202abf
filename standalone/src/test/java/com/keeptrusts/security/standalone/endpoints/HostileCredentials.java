package com.keeptrusts.security.standalone.endpoints;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What no browser says of a passkey, each but for one fault like the example. */
final class HostileCredentials {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String CREDENTIAL = "credential";
  private static final String RESPONSE = "response";
  private static final String PLACE = "the place of the fault";
  private static final int MUCH = 30_000;

  /** Whatever the field is. */
  private static final Map<String, String> VALUES = new LinkedHashMap<>();

  /** Where CBOR, or JSON, is read out of the bytes. */
  private static final Map<String, byte[]> BYTES = new LinkedHashMap<>();

  /** Where a list of texts is expected. */
  private static final Map<String, String> LISTS =
      Map.of(
          "a text", "\"usb\"",
          "of nothing", "[null]",
          "of numbers", "[1]",
          "of lists", "[[\"usb\"]]",
          "half a surrogate pair", "[\"\\ud800\"]");

  /** Where extensions say what they came to. */
  private static final Map<String, String> RESULTS =
      Map.of(
          "a list", "[]",
          "a text", "\"credProps\"",
          "a list inside", "{\"credProps\":[]}",
          "a text inside", "{\"credProps\":{\"rk\":\"yes\"}}",
          "a number inside", "{\"credProps\":{\"rk\":1}}");

  static {
    VALUES.put("a number", "1");
    VALUES.put("a truth", "true");
    VALUES.put("an empty object", "{}");
    VALUES.put("a list", "[\"AAAA\"]");
    VALUES.put("deep", "[".repeat(MUCH) + "]".repeat(MUCH));
    VALUES.put("no base64url", "\"*\"");
    VALUES.put("plain base64", "\"+/+/\"");
    VALUES.put("a broken end", "\"AAAAA\"");
    VALUES.put("NUL", "\"\\u0000\"");
    VALUES.put("half a surrogate pair", "\"\\ud800\"");
    VALUES.put("the other half", "\"AA\\udc00\"");
    VALUES.put("not ASCII", "\"\\u00e4\\u00e4\"");
    VALUES.put("a line end", "\"AAAA\\r\\n\"");

    BYTES.put("a byte", new byte[1]);
    BYTES.put("zeros", new byte[MUCH]);
    BYTES.put("lists in lists", many(0x81));
    BYTES.put("maps in maps", many(0xa1));
    BYTES.put("lists without an end", many(0x9f));
    BYTES.put("tags on tags", many(0xc0));
    BYTES.put("bytes beyond memory", long64(0x5b));
    BYTES.put("a text beyond memory", long64(0x7b));
    BYTES.put("a list beyond memory", long64(0x9b));
    BYTES.put("a map beyond memory", long64(0xbb));
    BYTES.put("JSON lists in lists", "[".repeat(MUCH).getBytes(StandardCharsets.UTF_8));
    BYTES.put("JSON objects in objects", "{\"a\":".repeat(5000).getBytes(StandardCharsets.UTF_8));
    BYTES.put("JSON null", "null".getBytes(StandardCharsets.UTF_8));
    BYTES.put("JSON of nothing", "{}".getBytes(StandardCharsets.UTF_8));
  }

  private HostileCredentials() {}

  static boolean isIn(Request example) {
    Map<String, String> fields = example.fields();
    return fields != null && fields.containsKey(CREDENTIAL);
  }

  /** Of which nobody gets as far as the challenge, so that it stays what it was. */
  static List<Hostile> unreadable(Request example) {
    List<Hostile> all = new ArrayList<>();
    for (String field : List.of("id", "rawId", "type", RESPONSE)) {
      all.add(missing(example, field));
      all.add(with(example, field, "null", "null"));
      VALUES.forEach((name, json) -> all.add(with(example, field, name, json)));
    }
    if (has(example, "attestationObject")) {
      LISTS.forEach((name, json) -> all.add(with(example, "transports", name, json)));
      RESULTS.forEach((name, json) -> all.add(with(example, "clientExtensionResults", name, json)));
    }
    for (String field : List.of("clientDataJSON", "attestationObject", "authenticatorData")) {
      if (has(example, field)) {
        BYTES.forEach((name, bytes) -> all.add(with(example, field, name, text(bytes))));
      }
    }
    for (String field : fieldsOfResponse(example)) {
      if (!field.equals("userHandle")) {
        all.add(missing(example, field));
        all.add(with(example, field, "null", "null"));
      }
      VALUES.forEach((name, json) -> all.add(with(example, field, name, json)));
    }
    return all;
  }

  /** Found only once the challenge is used up, so that each needs an example of its own. */
  static List<Hostile> readable(Request example) {
    List<Hostile> all = new ArrayList<>();
    for (String field : List.of("authenticatorData", "signature", "userHandle")) {
      if (has(example, field)) {
        byte[] bytes = Base64.getUrlDecoder().decode(response(example).get(field).asString());
        bytes[bytes.length - 1] ^= 1;
        all.add(with(example, field, "another", text(bytes)));
        all.add(with(example, field, "empty", "\"\""));
        all.add(with(example, field, "long", text(new byte[MUCH])));
      }
    }
    byte[] said = Base64.getUrlDecoder().decode(response(example).get("clientDataJSON").asString());
    String elsewhere =
        new String(said, StandardCharsets.UTF_8).replace("localhost", "localhost.example");
    all.add(
        with(
            example,
            "clientDataJSON",
            "another page",
            text(elsewhere.getBytes(StandardCharsets.UTF_8))));
    return all;
  }

  private static Hostile missing(Request example, String field) {
    ObjectNode credential = credential(example);
    holder(credential, field).remove(field);
    return new Hostile(
        field + ": missing", example.field(CREDENTIAL, JSON.writeValueAsString(credential)));
  }

  private static Hostile with(Request example, String field, String name, String json) {
    ObjectNode credential = credential(example);
    holder(credential, field).put(field, PLACE);
    String text = JSON.writeValueAsString(credential).replace("\"" + PLACE + "\"", json);
    return new Hostile(field + ": " + name, example.field(CREDENTIAL, text));
  }

  private static ObjectNode holder(ObjectNode credential, String field) {
    return credential.has(field) ? credential : (ObjectNode) credential.get(RESPONSE);
  }

  private static ObjectNode credential(Request example) {
    return (ObjectNode) JSON.readTree(requireNonNull(example.fields()).get(CREDENTIAL));
  }

  private static JsonNode response(Request example) {
    return credential(example).get(RESPONSE);
  }

  private static boolean has(Request example, String field) {
    return response(example).has(field);
  }

  private static List<String> fieldsOfResponse(Request example) {
    return Stream.of(
            "clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle")
        .filter(field -> has(example, field))
        .toList();
  }

  private static byte[] many(int head) {
    byte[] bytes = new byte[MUCH];
    Arrays.fill(bytes, (byte) head);
    return bytes;
  }

  /** Something of a length that only 64 bits hold. */
  private static byte[] long64(int head) {
    return ByteBuffer.allocate(9).put((byte) head).putLong(Long.MAX_VALUE).array();
  }

  private static String text(byte[] bytes) {
    return "\"" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "\"";
  }
}
