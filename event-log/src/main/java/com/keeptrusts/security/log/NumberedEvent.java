package com.keeptrusts.security.log;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.axonframework.eventhandling.TrackedDomainEventData;
import org.axonframework.eventhandling.TrackedEventData;
import org.jspecify.annotations.Nullable;

/**
 * One event at its place in the sequence, as it is stored. Without a subject type it stands alone:
 * its subject id is then its own id, and its revision 0.
 */
public record NumberedEvent(
    long number,
    String eventId,
    @Nullable String subjectType,
    String subjectId,
    long revision,
    String name,
    String eventRevision,
    Instant at,
    String payloadJson,
    String metadataJson) {

  /** A row of the sequence joined with its event. */
  public static NumberedEvent of(ResultSet row, int index) throws SQLException {
    return new NumberedEvent(
        row.getLong("number"),
        row.getString("event_id"),
        row.getString("subject_type"),
        row.getString("subject_id"),
        row.getLong("subject_revision"),
        row.getString("name"),
        row.getString("event_revision"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getString("payload"),
        row.getString("metadata"));
  }

  TrackedEventData<?> data() {
    return new TrackedDomainEventData<>(
        new SequenceToken(number),
        new GenericDomainEventEntry<>(
            subjectType,
            subjectType == null ? null : subjectId,
            revision,
            eventId,
            at,
            name,
            eventRevision,
            payloadJson,
            metadataJson));
  }
}
