package com.keeptrusts.security.command.passkey;

import com.keeptrusts.security.log.Allowed;
import com.keeptrusts.security.log.WrongSetting;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * For whom passkeys are made and from which pages they may come (rule PK-7). {@code rpId}: the
 * relying party's domain, which every passkey is bound to for ever. {@code rpName}: what
 * authenticators show. {@code origins}: of the console's pages; those that are not of that domain
 * need the file that {@link RelatedOriginsDoor} serves. {@code algorithms}: the one preferred
 * first.
 */
@ConfigurationProperties("keeptrusts.passkey")
public record PasskeySettings(
    @DefaultValue("localhost") String rpId,
    @DefaultValue("Keeptrusts") String rpName,
    @DefaultValue("http://localhost:8080") List<String> origins,
    @Allowed("of ES256, ES384, ES512, EdDSA, Ed448, PS256, RS256")
        @DefaultValue({"ES256", "EdDSA", "RS256"})
        List<Algorithm> algorithms) {

  private static final String NAME = "keeptrusts.passkey.";
  private static final int MOST_ORIGINS = 20;
  private static final int LONGEST_NAME = 64;

  /** Browsers leave these ports out. */
  private static final int HTTPS = 443;

  private static final int HTTP = 80;

  /** Not an IPv4 address, of which the last label is a number. */
  private static final Pattern DOMAIN =
      Pattern.compile(
          "(?=.{1,253}$)(?!.*\\.[0-9]+$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");

  public PasskeySettings {
    origins = List.copyOf(origins);
    algorithms = List.copyOf(algorithms);
    if (!DOMAIN.matcher(rpId).matches()) {
      throw new WrongSetting(NAME + "rp-id", "a domain in lower case", rpId);
    }
    if (rpName.isBlank() || rpName.length() > LONGEST_NAME) {
      throw new WrongSetting(NAME + "rp-name", "1 to " + LONGEST_NAME + " characters", rpName);
    }
    WrongSetting.requireWithin("number of " + NAME + "origins", origins.size(), 1, MOST_ORIGINS);
    origins.forEach(PasskeySettings::requireOrigin);
    WrongSetting.requireWithin(
        "number of " + NAME + "algorithms", algorithms.size(), 1, Algorithm.values().length);
  }

  /** Whether browsers have anything to ask about: several pages, or one of another domain. */
  boolean hasRelatedOrigins() {
    return origins.size() > 1 || !origins.stream().allMatch(this::isOfDomain);
  }

  /** Such a page may use the passkeys without being asked about. */
  private boolean isOfDomain(String origin) {
    String host = URI.create(origin).getHost();
    return host.equals(rpId) || host.endsWith("." + rpId);
  }

  /** An origin as browsers write it (RFC 6454 §6.2); without TLS only of this very machine. */
  private static void requireOrigin(String origin) {
    if (!isOrigin(origin)) {
      throw new WrongSetting(
          NAME + "origins",
          "https://host or https://host:port in lower case, or http://localhost",
          origin);
    }
  }

  private static boolean isOrigin(String origin) {
    try {
      URI uri = URI.create(origin);
      String host = uri.getHost();
      boolean secure =
          "https".equals(uri.getScheme())
              || ("http".equals(uri.getScheme()) && "localhost".equals(host));
      String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
      return secure
          && host != null
          && uri.getPort() != ("https".equals(uri.getScheme()) ? HTTPS : HTTP)
          && origin.equals(origin.toLowerCase(Locale.ROOT))
          && origin.equals(uri.getScheme() + "://" + host + port);
    } catch (IllegalArgumentException unreadable) {
      return false;
    }
  }
}
