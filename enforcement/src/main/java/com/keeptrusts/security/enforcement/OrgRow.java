package com.keeptrusts.security.enforcement;

import com.keeptrusts.security.event.OrgId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A tenant, after the event of its stream that has this number.
 *
 * @param ipRulesRevision the number of the event that changed its address rules last; 0 if it never
 *     had any
 * @param ipRestrictionsSuspendedUntil until when they deny nobody (rule IP-8)
 */
public record OrgRow(
    OrgId id, long revision, long ipRulesRevision, @Nullable Instant ipRestrictionsSuspendedUntil) {

  /** The org of a row that has one, with its columns named as in {@link DecisionStatement}. */
  static OrgRow of(ResultSet row) throws SQLException {
    OffsetDateTime until = row.getObject("ip_restrictions_suspended_until", OffsetDateTime.class);
    return new OrgRow(
        new OrgId(row.getString("known_org")),
        row.getLong("org_revision"),
        row.getLong("ip_rules_revision"),
        until == null ? null : until.toInstant());
  }

  /** Whether its address rules are to be asked at all. */
  boolean restrictsAddresses(Instant now) {
    return ipRulesRevision > 0
        && (ipRestrictionsSuspendedUntil == null || !now.isBefore(ipRestrictionsSuspendedUntil));
  }
}
