package com.keeptrusts.security.query.audit;

import com.keeptrusts.security.log.SequenceReader;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * How many numbers the audit log is behind the sequence, and the one at which it stands still. That
 * is no reason to send this node no requests, since it decides them without the audit log; {@link
 * AuditAlarm} says it loudly.
 */
final class AuditHealth implements HealthIndicator {

  private final SequenceReader sequence;
  private final AuditFeed feed;
  private final AuditAlarm alarm;

  AuditHealth(SequenceReader sequence, AuditFeed feed, AuditAlarm alarm) {
    this.sequence = sequence;
    this.feed = feed;
    this.alarm = alarm;
  }

  @Override
  public Health health() {
    Progress progress = progress();
    Health.Builder health = Health.up().withDetail("numbersBehind", progress.behind());
    if (progress.stoppedAt() != null) {
      health.withDetail("stoppedAt", progress.stoppedAt());
    }
    return health.build();
  }

  /**
   * How far the audit log is.
   *
   * @param behind numbers that have no entry yet
   * @param stoppedAt the one that this node could not write, nor another node since
   */
  record Progress(long behind, @Nullable Long stoppedAt) {}

  Progress progress() {
    long written = feed.written();
    Long stoppedAt = alarm.stoppedAt();
    return new Progress(
        sequence.head() - written, stoppedAt != null && written < stoppedAt ? stoppedAt : null);
  }

  long behind() {
    return progress().behind();
  }
}
