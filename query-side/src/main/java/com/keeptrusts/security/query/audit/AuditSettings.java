package com.keeptrusts.security.query.audit;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How the audit log is written. {@code batchSize}: entries in one transaction. {@code
 * claimTimeout}: after what silence of the node that writes it another one takes over.
 */
@ConfigurationProperties("keeptrusts.query.audit")
public record AuditSettings(int batchSize, Duration claimTimeout) {}
