package com.keeptrusts.security.command.password;

import com.keeptrusts.security.log.Allowed;
import com.keeptrusts.security.log.WrongSetting;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** How long a temporary password is good (rule PWD-3). */
@ConfigurationProperties("keeptrusts.temporary-password")
public record TemporaryPasswordSettings(
    @Allowed("between 10m and 14d") @DefaultValue("72h") Duration lifetime) {

  private static final Duration SHORTEST = Duration.ofMinutes(10);
  private static final Duration LONGEST = Duration.ofDays(14);

  public TemporaryPasswordSettings {
    WrongSetting.requireWithin(
        "keeptrusts.temporary-password.lifetime", lifetime, SHORTEST, LONGEST);
  }
}
