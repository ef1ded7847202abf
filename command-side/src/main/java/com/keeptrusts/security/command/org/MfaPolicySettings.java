package com.keeptrusts.security.command.org;

import com.keeptrusts.security.event.MfaPolicyTerms;
import com.keeptrusts.security.log.Allowed;
import com.keeptrusts.security.log.WrongSetting;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** How long who becomes obliged may go on without a method, where the org does not say (POL-3). */
@ConfigurationProperties("keeptrusts.mfa-policy")
public record MfaPolicySettings(
    @Allowed("between 1d and 30d") @DefaultValue("7d") Duration gracePeriod) {

  public MfaPolicySettings {
    WrongSetting.requireWithin(
        "keeptrusts.mfa-policy.grace-period",
        gracePeriod,
        MfaPolicyTerms.SHORTEST,
        MfaPolicyTerms.LONGEST);
  }
}
