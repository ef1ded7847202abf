package com.keeptrusts.security.command.user;

import com.keeptrusts.security.log.Allowed;
import com.keeptrusts.security.log.WrongSetting;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** How long an invitation is open. */
@ConfigurationProperties("keeptrusts.invitation")
public record InvitationSettings(
    @Allowed("between 10m and 30d") @DefaultValue("7d") Duration lifetime) {

  private static final Duration SHORTEST = Duration.ofMinutes(10);
  private static final Duration LONGEST = Duration.ofDays(30);

  public InvitationSettings {
    WrongSetting.requireWithin("keeptrusts.invitation.lifetime", lifetime, SHORTEST, LONGEST);
  }
}
