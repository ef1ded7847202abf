package com.keeptrusts.security.standalone.console;

import java.util.regex.Pattern;

/** What of the API the pages use, and therefore all that their backend passes on. */
final class ConsolePaths {

  private static final String PASSKEY = "[0-9a-f-]{36}";

  private static final Pattern PASSED_ON =
      Pattern.compile(
          String.join(
              "|",
              "POST /v1/sign-ins",
              "POST /v1/sign-ins/(totp|recovery-code)",
              "POST /v1/sign-ins/(second-)?passkey(/options)?",
              "(GET|POST) /v1/me/passkeys",
              "POST /v1/me/passkeys/options",
              "PUT /v1/me/passkeys/" + PASSKEY + "/name",
              "DELETE /v1/me/passkeys/" + PASSKEY,
              "POST /v1/me/reauthentications(/passkey(/options)?)?",
              "GET /v1/me/password/form",
              "POST /v1/me/password/rotation",
              "DELETE /v1/me/session"));

  /** The first steps of a sign-in, at which a device is recognised. */
  private static final Pattern RECOGNISING = Pattern.compile("POST /v1/sign-ins(/passkey)?");

  private ConsolePaths() {}

  static boolean isPassedOn(String method, String path) {
    return PASSED_ON.matcher(method + " " + path).matches();
  }

  /** Where a user acts: elsewhere a session token is refused, and who signs in may have one. */
  static boolean isOwn(String path) {
    return path.startsWith("/v1/me/");
  }

  static boolean isRecognising(String method, String path) {
    return RECOGNISING.matcher(method + " " + path).matches();
  }

  static boolean isSignOut(String method, String path) {
    return (method + " " + path).equals("DELETE /v1/me/session");
  }
}
