package com.keeptrusts.security.command.signin;

import com.keeptrusts.security.log.Allowed;
import com.keeptrusts.security.log.WrongSetting;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long a session lives (rule SES-1): {@code lifetime} after the sign-in at the latest, and
 * {@code idleTimeout} after it was last used.
 */
@ConfigurationProperties("keeptrusts.session")
public record SessionSettings(
    @Allowed("between 1m and 30d") @DefaultValue("24h") Duration lifetime,
    @Allowed("between 1m and the lifetime") @DefaultValue("1h") Duration idleTimeout) {

  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(30);

  public SessionSettings {
    WrongSetting.requireWithin("keeptrusts.session.lifetime", lifetime, SHORTEST, LONGEST);
    WrongSetting.requireWithin("keeptrusts.session.idle-timeout", idleTimeout, SHORTEST, lifetime);
  }
}
