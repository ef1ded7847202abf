package com.keeptrusts.security.web;

import com.keeptrusts.security.event.ClientAddress;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.event.Sha256;
import com.keeptrusts.security.event.UserAgent;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The request headers that are ours, read strictly. One that stands twice is refused: two readers
 * might take different ones of them.
 */
final class StatedHeaders {

  static final String SESSION = "Keeptrusts-Session";
  static final String ADDRESS = "Keeptrusts-Client-Address";
  static final String AGENT = "Keeptrusts-User-Agent";
  static final String CORRELATION = "Keeptrusts-Correlation-Id";
  static final String IDEMPOTENCY_KEY = "Idempotency-Key";

  private static final Pattern CREDENTIAL =
      Pattern.compile("[Bb][Ee][Aa][Rr][Ee][Rr] +(kts_[0-9a-f-]{36}_[A-Za-z0-9_-]{43})");
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final Pattern KEY = Pattern.compile("[!-~]{1,128}");
  private static final Pattern CORRELATION_FORM = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private final HttpServletRequest request;

  StatedHeaders(HttpServletRequest request) {
    this.request = request;
  }

  /** The service credential; absent if there is none that could be one. */
  @Nullable String credential() {
    String value = single("Authorization");
    if (value == null) {
      return null;
    }
    var matcher = CREDENTIAL.matcher(value);
    return matcher.matches() ? matcher.group(1) : null;
  }

  @Nullable Sha256 session() {
    String token = single(SESSION);
    if (token == null) {
      return null;
    }
    if (!TOKEN.matcher(token).matches()) {
      throw new Rejected(Reason.SESSION_NOT_LIVE, "The session token is not one of ours");
    }
    return Sha256.ofToken(token);
  }

  @Nullable ClientAddress address() {
    String text = single(ADDRESS);
    if (text == null) {
      return null;
    }
    try {
      return new ClientAddress(text);
    } catch (IllegalArgumentException noAddress) {
      throw new Rejected(
          Reason.INVALID_VALUE, ADDRESS + " is no IPv4 or IPv6 address without port or zone");
    }
  }

  @Nullable UserAgent agent() {
    String text = single(AGENT);
    return text == null
        ? null
        : UserAgent.from(
            new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
  }

  @Nullable String idempotencyKey() {
    return ofForm(IDEMPOTENCY_KEY, KEY, "1 to 128 visible ASCII characters");
  }

  @Nullable String correlation() {
    return ofForm(CORRELATION, CORRELATION_FORM, "1 to 64 of A-Z, a-z, 0-9, dot, dash, underscore");
  }

  private @Nullable String ofForm(String name, Pattern form, String said) {
    String value = single(name);
    if (value != null && !form.matcher(value).matches()) {
      throw new Rejected(Reason.INVALID_VALUE, name + " is to be " + said);
    }
    return value;
  }

  private @Nullable String single(String name) {
    Enumeration<String> values = request.getHeaders(name);
    if (!values.hasMoreElements()) {
      return null;
    }
    String value = values.nextElement();
    if (values.hasMoreElements()) {
      throw new Rejected(Reason.MALFORMED, name + " stands more than once");
    }
    return value;
  }
}
