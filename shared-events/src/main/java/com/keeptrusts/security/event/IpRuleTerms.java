package com.keeptrusts.security.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an address rule says (rule IP-1).
 *
 * @param note why it is there, for people; at most 200 characters, perhaps none
 * @param enabled whether it counts at all
 * @param expiresAt from when on it matches nothing; absent if never. A rule that has expired still
 *     makes an allowlist (rule IP-2)
 */
public record IpRuleTerms(
    IpRuleAction action, Cidr block, String note, boolean enabled, @Nullable Instant expiresAt) {

  private static final int LONGEST_NOTE = 200;

  public IpRuleTerms {
    if (note.codePointCount(0, note.length()) > LONGEST_NOTE
        || note.codePoints().anyMatch(Texts::isControlOrOverride)) {
      throw new Rejected(
          Reason.INVALID_VALUE,
          "A note has at most " + LONGEST_NOTE + " characters, none of them a control");
    }
  }

  boolean isUnexpired(Instant now) {
    return expiresAt == null || now.isBefore(expiresAt);
  }

  /** Whether it goes on for longer than the other. */
  boolean outlasts(IpRuleTerms other) {
    return other.expiresAt != null && (expiresAt == null || other.expiresAt.isBefore(expiresAt));
  }
}
