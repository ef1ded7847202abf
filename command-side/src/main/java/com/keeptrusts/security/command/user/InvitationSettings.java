package com.keeptrusts.security.command.user;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** How long an invitation is open. */
@ConfigurationProperties("keeptrusts.invitation")
public record InvitationSettings(@DefaultValue("7d") Duration lifetime) {

  private static final Duration SHORTEST = Duration.ofMinutes(10);
  private static final Duration LONGEST = Duration.ofDays(30);

  public InvitationSettings {
    if (lifetime.compareTo(SHORTEST) < 0 || lifetime.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "keeptrusts.invitation.lifetime: between 10m and 30d, but it is " + lifetime);
    }
  }
}
