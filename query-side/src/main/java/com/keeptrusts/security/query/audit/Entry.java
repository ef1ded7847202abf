package com.keeptrusts.security.query.audit;

import com.keeptrusts.security.query.audit.Rendering.Outcome;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One entry as it is kept: the row of its number. Address and agent are sealed here and opened only
 * when they are shown. {@code stored} is the payload as the log has it, for what could not be
 * rendered.
 */
record Entry(
    long number,
    String eventId,
    Instant at,
    @Nullable String revision,
    Circumstances circumstances,
    String action,
    @Nullable String target,
    @Nullable String orgId,
    @Nullable Outcome outcome,
    @Nullable String reason,
    Map<String, Object> before,
    Map<String, Object> after,
    Map<String, Object> details,
    @Nullable String stored) {

  /** By whom, from where, through whom: what an event's metadata says. */
  record Circumstances(
      @Nullable String actor,
      @Nullable String via,
      @Nullable String session,
      @Nullable String address,
      @Nullable String agent,
      @Nullable String clientAddress,
      @Nullable String correlation) {

    static final Circumstances UNKNOWN =
        new Circumstances(null, null, null, null, null, null, null);
  }
}
