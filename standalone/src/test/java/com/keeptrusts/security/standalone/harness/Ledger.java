package com.keeptrusts.security.standalone.harness;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/**
 * What the people of a test know and nobody else may, written down by the client that sent or
 * received it: their secrets, and who they are. {@link LeakSearch} looks for it where it must not
 * be.
 */
public final class Ledger {

  /** Why a text must not be found: everywhere, or outside of what is made to show it. */
  enum Kind {
    SECRET,
    PERSONAL
  }

  private static final Set<String> SECRETS =
      Set.of(
          "password",
          "newPassword",
          "currentPassword",
          "temporaryPassword",
          "recoveryCode",
          "recoveryCodes",
          "secret",
          "uri",
          "token",
          "signIn",
          "deviceToken",
          "challenge",
          "credential");
  private static final Set<String> PERSONAL = Set.of("email", "displayName", "issuer", "subject");

  /** Shorter texts would be found by chance. */
  private static final int AT_LEAST = 8;

  private final Map<String, Kind> values = new ConcurrentHashMap<>();

  /** Notes a secret that no request or answer holds under its name. */
  public void secret(String text) {
    note(Kind.SECRET, text);
  }

  /** Notes who somebody is, if no request or answer holds it under its name. */
  public void personal(String text) {
    note(Kind.PERSONAL, text);
  }

  /**
   * Notes whatever of a request's or answer's body is secret or personal, by the names of fields.
   */
  public void read(String path, JsonNode body) {
    if (body.isArray()) {
      body.forEach(element -> read(path, element));
    }
    for (Map.Entry<String, JsonNode> field : body.properties()) {
      if (SECRETS.contains(field.getKey()) || isRecoveryCode(path, field.getKey())) {
        noteAll(Kind.SECRET, field.getValue());
      } else if (PERSONAL.contains(field.getKey())) {
        noteAll(Kind.PERSONAL, field.getValue());
      } else {
        read(path, field.getValue());
      }
    }
  }

  private static boolean isRecoveryCode(String path, String field) {
    return field.equals("code") && path.endsWith("/recovery-code");
  }

  private void noteAll(Kind kind, JsonNode value) {
    if (value.isArray()) {
      value.forEach(element -> noteAll(kind, element));
    } else if (value.isString()) {
      note(kind, value.asString());
    }
  }

  private void note(Kind kind, String text) {
    if (text.length() >= AT_LEAST) {
      values.put(text, kind);
    }
  }

  Map<String, Kind> values() {
    return new LinkedHashMap<>(values);
  }
}
