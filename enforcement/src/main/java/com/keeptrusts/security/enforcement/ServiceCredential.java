package com.keeptrusts.security.enforcement;

import com.keeptrusts.security.event.ServiceClientId;
import com.keeptrusts.security.event.Sha256;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text that a service client shows: {@code kts_<client>_<secret>}, the secret 256 random bits
 * in base64url. Only its digest, of the whole text, is kept.
 */
public final class ServiceCredential {

  private static final Pattern FORM =
      Pattern.compile(
          "kts_([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})_([A-Za-z0-9_-]{43})");

  private final ServiceClientId client;
  private final String text;

  private ServiceCredential(ServiceClientId client, String text) {
    this.client = client;
    this.text = text;
  }

  /**
   * The credential of this client with this secret.
   *
   * @param secret 43 characters of base64url
   */
  public static ServiceCredential of(ServiceClientId client, String secret) {
    return parse("kts_" + client + "_" + secret)
        .orElseThrow(() -> new IllegalArgumentException("A secret is 43 characters of base64url"));
  }

  /** Empty if the text cannot be one. */
  public static Optional<ServiceCredential> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(new ServiceCredential(new ServiceClientId(matcher.group(1)), text))
        : Optional.empty();
  }

  public ServiceClientId client() {
    return client;
  }

  /** What is kept of it. */
  public Sha256 digest() {
    return Sha256.ofToken(text);
  }

  /** What is handed out, once. */
  public String reveal() {
    return text;
  }

  /** Says nothing of the secret. */
  @Override
  public String toString() {
    return "credential of client " + client;
  }
}
