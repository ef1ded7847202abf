package com.keeptrusts.security.command.signin;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long a session lives (rule SES-1): {@code lifetime} after the sign-in at the latest, and
 * {@code idleTimeout} after it was last used.
 */
@ConfigurationProperties("keeptrusts.session")
public record SessionSettings(
    @DefaultValue("24h") Duration lifetime, @DefaultValue("1h") Duration idleTimeout) {

  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(30);

  public SessionSettings {
    if (idleTimeout.compareTo(SHORTEST) < 0
        || lifetime.compareTo(idleTimeout) < 0
        || lifetime.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "keeptrusts.session: 1m <= idle-timeout <= lifetime <= 30d, but idle-timeout is "
              + idleTimeout
              + " and lifetime is "
              + lifetime);
    }
  }
}
