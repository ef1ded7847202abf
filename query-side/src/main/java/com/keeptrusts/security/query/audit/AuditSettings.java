package com.keeptrusts.security.query.audit;

import com.keeptrusts.security.log.Allowed;
import com.keeptrusts.security.log.WrongSetting;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How the audit log is written. {@code batchSize}: entries in one transaction. {@code
 * claimTimeout}: after what silence of the node that writes it another one takes over.
 */
@ConfigurationProperties("keeptrusts.query.audit")
public record AuditSettings(
    @Allowed("between 1 and 10000") int batchSize,
    @Allowed("between 1s and 10m") Duration claimTimeout) {

  public AuditSettings {
    WrongSetting.requireWithin("keeptrusts.query.audit.batch-size", batchSize, 1, 10_000);
    WrongSetting.requireWithin(
        "keeptrusts.query.audit.claim-timeout",
        claimTimeout,
        Duration.ofSeconds(1),
        Duration.ofMinutes(10));
  }
}
