package com.keeptrusts.security.query.audit;

import com.keeptrusts.security.log.SequenceReader;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * How many numbers the audit log is behind the sequence, and the one at which it stands still. That
 * is no reason to send this node no requests, since it decides them without the audit log; {@link
 * AuditAlarm} says it loudly.
 */
final class AuditHealth extends AbstractHealthIndicator {

  private final SequenceReader sequence;
  private final AuditFeed feed;
  private final AuditAlarm alarm;

  AuditHealth(SequenceReader sequence, AuditFeed feed, AuditAlarm alarm) {
    super("The audit log cannot be read");
    this.sequence = sequence;
    this.feed = feed;
    this.alarm = alarm;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    Long stoppedAt = alarm.stoppedAt();
    health.withDetail("numbersBehind", behind());
    if (stoppedAt != null && !anotherNodeWroteIt(stoppedAt)) {
      health.withDetail("stoppedAt", stoppedAt);
    }
    health.up();
  }

  private boolean anotherNodeWroteIt(long number) {
    return feed.written() >= number;
  }

  long behind() {
    return sequence.head() - feed.written();
  }
}
