package com.keeptrusts.security.standalone.console;

import com.keeptrusts.security.command.passkey.PasskeySettings;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a browser keeps its tokens so that no script sees them: in cookies that go to this host
 * alone, and with requests of its own pages alone. Over https they have the prefix that makes
 * browsers hold to that ({@code __Host-}, RFC 6265bis §4.1.3); http is for {@code localhost}.
 */
final class ConsoleCookies {

  private static final Duration DEVICE_KNOWN_FOR = Duration.ofDays(365);
  private static final String ATTRIBUTES = "; Path=/; HttpOnly; SameSite=Strict";

  private final boolean secure;

  ConsoleCookies(PasskeySettings settings) {
    this.secure = settings.origins().stream().anyMatch(origin -> origin.startsWith("https:"));
  }

  /** One of the two tokens there are. */
  enum Kept {
    SESSION("keeptrusts-session"),
    DEVICE("keeptrusts-device");

    private final String cookie;

    Kept(String cookie) {
      this.cookie = cookie;
    }
  }

  /** What the header {@code Cookie} says of it; nothing unless it has the form of a token. */
  @Nullable String read(Kept kept, @Nullable String header) {
    Matcher cookie =
        Pattern.compile("(?:^|; ?)" + name(kept) + "=([A-Za-z0-9_-]{43})(?:;|$)")
            .matcher(header == null ? "" : header);
    return cookie.find() ? cookie.group(1) : null;
  }

  /** For {@code Set-Cookie}; a session's cookie is gone when the browser ends. */
  String set(Kept kept, String token) {
    String age = kept == Kept.DEVICE ? "; Max-Age=" + DEVICE_KNOWN_FOR.toSeconds() : "";
    return written(kept, token) + age;
  }

  String clear(Kept kept) {
    return written(kept, "") + "; Max-Age=0";
  }

  private String written(Kept kept, String value) {
    return name(kept) + "=" + value + ATTRIBUTES + (secure ? "; Secure" : "");
  }

  private String name(Kept kept) {
    return (secure ? "__Host-" : "") + kept.cookie;
  }
}
