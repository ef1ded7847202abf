package com.keeptrusts.security.command.passkey;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What no authenticator and no browser answers, made of what they did answer; the same for the same
 * seed. Bytes in the JSON, which hold CBOR or JSON again, are changed as bytes and as what they
 * hold.
 */
public final class HostileAnswers {

  private static final int LONGEST = 4_000;

  /** About the largest body that is read, in bytes of a text. */
  private static final int LARGE = 60_000;

  private static final int TOO_LARGE = 70_000;

  private static final int CBOR_MAP = 5;

  /** An array, a map or a tag of one, and what has no end. */
  private static final byte[] OPENING = {
    (byte) 0x81, (byte) 0xA1, (byte) 0xC1, (byte) 0x9F, (byte) 0xBF, (byte) 0x5F
  };

  /** Names that are there already, so that a member comes twice or where none is expected. */
  private static final List<String> NAMES =
      List.of(
          "credential",
          "passkey",
          "signIn",
          "id",
          "rawId",
          "type",
          "response",
          "clientDataJSON",
          "attestationObject",
          "authenticatorData",
          "signature",
          "userHandle",
          "transports",
          "challenge",
          "origin",
          "crossOrigin",
          "topOrigin",
          "tokenBinding");

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "1",
          "-1",
          "1.5",
          "1e999",
          "-1e-999",
          "9223372036854775808",
          "{}",
          "[]",
          "[null]",
          "\"\"",
          "\" \"",
          "\"*\"",
          "\"AAAAA\"",
          "\"+/+/\"",
          "\"public-key\"",
          "\"webauthn.get\"",
          "\"webauthn.create\"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"AA\\udc00\"",
          "\"\\ud83d\\ud83d\"",
          "\"\\u00e4\"",
          "\"\\u202e\"",
          "\"\u0001\"",
          "NaN",
          "nul",
          "");

  /** No UTF-8: a lone end, an overlong NUL, half a surrogate pair, beyond Unicode, cut short. */
  private static final List<byte[]> NO_UTF8 =
      List.of(
          new byte[] {(byte) 0x80},
          new byte[] {(byte) 0xC0, (byte) 0x80},
          new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
          new byte[] {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
          new byte[] {(byte) 0xE2, (byte) 0x82});

  private final Random chance;

  /** How many values are still to be written before the one that is wrong. */
  private int before;

  public HostileAnswers(Random chance) {
    this.chance = chance;
  }

  /**
   * A body like this one, with a fault or several.
   *
   * @param right what is sent, with the answer of a passkey somewhere in it
   */
  public byte[] body(JsonNode right) {
    return switch (chance.nextInt(16)) {
      case 0 -> random(chance.nextInt(LONGEST));
      case 1 -> cut(utf8(right.toString()));
      case 2 -> changed(utf8(right.toString()), 1 + chance.nextInt(8));
      case 3 -> inserted(utf8(right.toString()), NO_UTF8.get(chance.nextInt(NO_UTF8.size())));
      case 4, 5, 6, 7 -> utf8(faulty(right));
      case 8 -> utf8(anything(8));
      default -> utf8(otherBytes(right));
    };
  }

  /** As it is but for the bytes in it. */
  private String otherBytes(JsonNode right) {
    String body = right.toString();
    while (body.equals(right.toString())) {
      body = within(right);
    }
    return body;
  }

  /** Bytes of an answer; half of the time as they are, so that others are looked at as well. */
  String bytes(String right) {
    byte[] bytes = Base64.getUrlDecoder().decode(right);
    return switch (chance.nextInt(22)) {
      case 0 -> text(changed(bytes, 1));
      case 1 -> text(changed(bytes, 1 + chance.nextInt(8)));
      case 2 -> text(cut(bytes));
      case 3 -> text(Arrays.copyOf(bytes, bytes.length + chance.nextInt(64)));
      case 4 -> text(random(chance.nextInt(LONGEST)));
      case 5 -> text(deep());
      case 6 -> text(claimed(bytes));
      case 7 -> chance.nextBoolean() ? right + "=" : "!" + right;
      case 8 -> text(inserted(bytes, slice(bytes)));
      case 9 -> text(isJson(bytes) ? utf8(faulty(read(bytes))) : doubled(bytes));
      case 10 -> text(isJson(bytes) ? utf8(anything(8)) : inserted(bytes, deep()));
      default -> right;
    };
  }

  private String within(JsonNode node) {
    if (node.isObject()) {
      return node.properties().stream()
          .map(
              member ->
                  quoted(member.getKey())
                      + ":"
                      + (isBytes(member.getKey(), member.getValue())
                          ? quoted(bytes(member.getValue().asString()))
                          : within(member.getValue())))
          .collect(Collectors.joining(",", "{", "}"));
    }
    return node.toString();
  }

  private static boolean isBytes(String name, JsonNode value) {
    return value.isString()
        && switch (name) {
          case "clientDataJSON",
              "attestationObject",
              "authenticatorData",
              "signature",
              "userHandle" ->
              true;
          default -> false;
        };
  }

  /** With another value at one place. */
  private String faulty(JsonNode right) {
    before = chance.nextInt(values(right));
    return written(right);
  }

  private static int values(JsonNode node) {
    return 1 + node.valueStream().mapToInt(HostileAnswers::values).sum();
  }

  private String written(JsonNode node) {
    if (before-- == 0) {
      return instead(node);
    }
    if (node.isObject()) {
      return node.properties().stream()
          .map(member -> quoted(member.getKey()) + ":" + written(member.getValue()))
          .collect(Collectors.joining(",", "{", "}"));
    }
    return node.isArray()
        ? node.valueStream().map(this::written).collect(Collectors.joining(",", "[", "]"))
        : node.toString();
  }

  private String instead(JsonNode node) {
    return switch (chance.nextInt(12)) {
      case 0 -> node + "," + quoted(name()) + ":" + anything(2);
      case 1 -> node + "," + quoted(name()) + ":" + node;
      case 2 -> "[" + node + "]";
      case 3 -> "{" + quoted(name()) + ":" + node + "}";
      case 4 -> "9".repeat(1 + chance.nextInt(LONGEST));
      case 5 -> quoted("A".repeat(chance.nextInt(20) == 0 ? TOO_LARGE : chance.nextInt(LARGE)));
      case 6 -> "[".repeat(1 + chance.nextInt(LONGEST));
      case 7 -> nested(1 + chance.nextInt(LONGEST));
      default -> VALUES.get(chance.nextInt(VALUES.size()));
    };
  }

  private String nested(int depth) {
    return chance.nextBoolean()
        ? "[".repeat(depth) + "]".repeat(depth)
        : "{\"id\":".repeat(depth) + "1" + "}".repeat(depth);
  }

  /** Some JSON, or nearly. */
  private String anything(int depth) {
    int members = chance.nextInt(4);
    return switch (depth == 0 ? 2 : chance.nextInt(3)) {
      case 0 ->
          IntStream.range(0, members)
              .mapToObj(any -> quoted(name()) + ":" + anything(depth - 1))
              .collect(Collectors.joining(",", "{", "}"));
      case 1 ->
          IntStream.range(0, members)
              .mapToObj(any -> anything(depth - 1))
              .collect(Collectors.joining(",", "[", "]"));
      default -> VALUES.get(chance.nextInt(VALUES.size()));
    };
  }

  private String name() {
    return NAMES.get(chance.nextInt(NAMES.size()));
  }

  private byte[] changed(byte[] bytes, int places) {
    byte[] changed = bytes.clone();
    for (int i = 0; i < places && changed.length > 0; i++) {
      changed[chance.nextInt(changed.length)] = (byte) chance.nextInt(256);
    }
    return changed;
  }

  private byte[] cut(byte[] bytes) {
    return Arrays.copyOf(bytes, chance.nextInt(bytes.length + 1));
  }

  private byte[] random(int length) {
    byte[] bytes = new byte[length];
    chance.nextBytes(bytes);
    return bytes;
  }

  /** Arrays, maps or tags in each other, in CBOR or in JSON. */
  private byte[] deep() {
    int depth = 1 + chance.nextInt(LONGEST);
    if (chance.nextBoolean()) {
      return utf8("[".repeat(depth));
    }
    byte[] bytes = new byte[depth];
    Arrays.fill(bytes, OPENING[chance.nextInt(OPENING.length)]);
    return bytes;
  }

  /** A length that is not there, somewhere in it. */
  private byte[] claimed(byte[] bytes) {
    byte[] claimed = Arrays.copyOf(bytes, bytes.length + 9);
    int at = chance.nextInt(bytes.length + 1);
    int major = chance.nextInt(8) << 5;
    claimed[at] = (byte) (major | (24 + chance.nextInt(8)));
    for (int i = 1; i < 9 && at + i < claimed.length; i++) {
      claimed[at + i] = (byte) (chance.nextBoolean() ? 0xFF : chance.nextInt(256));
    }
    return claimed;
  }

  private byte[] slice(byte[] bytes) {
    int from = chance.nextInt(bytes.length + 1);
    return Arrays.copyOfRange(bytes, from, from + chance.nextInt(bytes.length - from + 1));
  }

  private byte[] inserted(byte[] bytes, byte[] part) {
    return inserted(bytes, part, chance.nextInt(bytes.length + 1));
  }

  private static byte[] inserted(byte[] bytes, byte[] part, int at) {
    byte[] inserted = Arrays.copyOf(bytes, bytes.length + part.length);
    System.arraycopy(part, 0, inserted, at, part.length);
    System.arraycopy(bytes, at, inserted, at + part.length, bytes.length - at);
    return inserted;
  }

  /** A map of CBOR with its first member twice, which is {@code fmt} of an attestation object. */
  private byte[] doubled(byte[] bytes) {
    if (bytes.length == 0 || (bytes[0] & 0xFF) >> 5 != CBOR_MAP) {
      return changed(bytes, 1);
    }
    int value = afterText(bytes, 1);
    int end = Math.min(afterText(bytes, value), bytes.length);
    byte[] doubled = inserted(bytes, Arrays.copyOfRange(bytes, 1, end), end);
    doubled[0]++;
    return doubled;
  }

  /** Where a short text that begins here ends. */
  private static int afterText(byte[] bytes, int at) {
    return at < bytes.length ? at + 1 + (bytes[at] & 0x1F) : at;
  }

  private static boolean isJson(byte[] bytes) {
    return bytes.length > 0 && bytes[0] == '{';
  }

  private static JsonNode read(byte[] json) {
    return JsonMapper.shared().readTree(json);
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
