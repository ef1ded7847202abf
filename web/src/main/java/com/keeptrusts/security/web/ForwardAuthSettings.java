package com.keeptrusts.security.web;

import com.keeptrusts.security.log.WrongSetting;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where a proxy's questions find what they are about (rule DEC-3); it answers none unless one of
 * the first two says where a session's token is.
 *
 * @param sessionCookie the name of a cookie; empty for none
 * @param sessionBearer whether it may also come as {@code Authorization: Bearer}
 * @param credentialHeader where the proxy's own service credential is
 */
@ConfigurationProperties("keeptrusts.forward-auth")
public record ForwardAuthSettings(
    @DefaultValue("") String sessionCookie,
    @DefaultValue("false") boolean sessionBearer,
    @DefaultValue("Keeptrusts-Credential") String credentialHeader) {

  private static final String NAME = "keeptrusts.forward-auth.";
  private static final Pattern COOKIE = Pattern.compile("[A-Za-z0-9_.-]{0,64}");
  private static final Pattern HEADER = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,63}");

  /** They hold what browsers and other proxies send. */
  private static final Pattern NOT_ITS_OWN =
      Pattern.compile("authorization|cookie|host|forwarded|x-forwarded-.*|keeptrusts-session");

  public ForwardAuthSettings {
    if (!COOKIE.matcher(sessionCookie).matches()) {
      throw new WrongSetting(
          NAME + "session-cookie",
          "a name of up to 64 letters, digits, dots, dashes and underscores",
          sessionCookie);
    }
    if (!HEADER.matcher(credentialHeader).matches()
        || NOT_ITS_OWN.matcher(credentialHeader.toLowerCase(Locale.ROOT)).matches()) {
      throw new WrongSetting(
          NAME + "credential-header",
          "the name of a header that holds nothing else, so not Authorization, Cookie, Host,"
              + " Forwarded or X-Forwarded-...",
          credentialHeader);
    }
  }

  /** Whether proxies may ask at all. */
  boolean isOn() {
    return !sessionCookie.isEmpty() || sessionBearer;
  }

  /**
   * Lets it pass if somebody can ask.
   *
   * @throws WrongSetting if proxies may ask and none is trusted
   */
  void requireProxies(ForwardedSettings forwarded) {
    if (isOn() && forwarded.trustedProxies().isEmpty()) {
      throw new WrongSetting(
          ForwardedSettings.TRUSTED_PROXIES,
          "where the proxies that ask for forward-auth connect from",
          "");
    }
  }
}
