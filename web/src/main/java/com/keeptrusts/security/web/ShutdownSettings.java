package com.keeptrusts.security.web;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How long a process that is told to end goes on as before, but for saying that it is ready no
 * more: as long as whoever distributes requests needs to notice.
 */
@ConfigurationProperties("keeptrusts.shutdown")
public record ShutdownSettings(Duration delay) {

  private static final Duration LONGEST = Duration.ofMinutes(1);

  public ShutdownSettings {
    if (delay.isNegative() || delay.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "keeptrusts.shutdown.delay: between 0s and 1m, but it is " + delay);
    }
  }
}
