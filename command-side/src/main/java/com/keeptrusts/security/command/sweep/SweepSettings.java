package com.keeptrusts.security.command.sweep;

import com.keeptrusts.security.log.Allowed;
import com.keeptrusts.security.log.WrongSetting;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long after each sweep the next one begins, on one of the nodes; and whether this node takes
 * part at all.
 */
@ConfigurationProperties("keeptrusts.sweep")
public record SweepSettings(
    @DefaultValue("true") boolean enabled,
    @Allowed("between 1s and 30s") @DefaultValue("20s") Duration every) {

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  public SweepSettings {
    WrongSetting.requireWithin("keeptrusts.sweep.every", every, SHORTEST, LONGEST);
  }
}
