package com.keeptrusts.security.enforcement;

import com.keeptrusts.security.log.LogSerializer;
import com.keeptrusts.security.log.NumberedEvent;
import com.keeptrusts.security.log.SequenceToken;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventUtils;
import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.axonframework.eventhandling.TrackedDomainEventData;
import org.axonframework.serialization.upcasting.event.NoOpEventUpcaster;

/** Stored events as event handlers take them. */
final class LoggedEvents {

  private final LogSerializer serializer;

  LoggedEvents(LogSerializer serializer) {
    this.serializer = serializer;
  }

  EventMessage<?> read(NumberedEvent event) {
    return EventUtils.upcastAndDeserializeTrackedEvents(
            Stream.of(
                new TrackedDomainEventData<>(
                    new SequenceToken(event.number()),
                    new GenericDomainEventEntry<>(
                        event.subjectType(),
                        event.subjectType() == null ? null : event.subjectId(),
                        event.revision(),
                        event.eventId(),
                        event.at(),
                        event.name(),
                        event.eventRevision(),
                        event.payloadJson(),
                        event.metadataJson()))),
            serializer,
            NoOpEventUpcaster.INSTANCE)
        .findFirst()
        .orElseThrow();
  }

  static NumberedEvent stored(ResultSet row) throws SQLException {
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
}
