package com.keeptrusts.security.command.password;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** How long a temporary password is good (rule PWD-3). */
@ConfigurationProperties("keeptrusts.temporary-password")
public record TemporaryPasswordSettings(@DefaultValue("72h") Duration lifetime) {

  private static final Duration SHORTEST = Duration.ofMinutes(10);
  private static final Duration LONGEST = Duration.ofDays(14);

  public TemporaryPasswordSettings {
    if (lifetime.compareTo(SHORTEST) < 0 || lifetime.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "keeptrusts.temporary-password.lifetime: between 10m and 14d, but it is " + lifetime);
    }
  }
}
