package com.keeptrusts.security.web;

import com.keeptrusts.security.log.Allowed;
import com.keeptrusts.security.log.WrongSetting;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How long a process that is told to end goes on as before, but for saying that it is ready no
 * more: as long as whoever distributes requests needs to notice.
 */
@ConfigurationProperties("keeptrusts.shutdown")
public record ShutdownSettings(@Allowed("between 0s and 1m") Duration delay) {

  private static final Duration LONGEST = Duration.ofMinutes(1);

  public ShutdownSettings {
    WrongSetting.requireWithin("keeptrusts.shutdown.delay", delay, Duration.ZERO, LONGEST);
  }
}
