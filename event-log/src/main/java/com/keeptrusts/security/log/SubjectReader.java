package com.keeptrusts.security.log;

import com.keeptrusts.security.event.SecurityEvent;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads what had happened to one subject by some instant, from the log itself. */
public final class SubjectReader {

  private final JdbcClient database;
  private final LogSerializer serializer;

  /**
   * Reads with this login.
   *
   * @param dataSource of either side
   */
  public SubjectReader(DataSource dataSource, LogSerializer serializer) {
    this.database = JdbcClient.create(dataSource);
    this.serializer = serializer;
  }

  /**
   * In order, up to and with that instant; nothing if the subject was not there yet.
   *
   * @param type of the subject, one of {@link StoredNames}
   * @throws IllegalStateException if a newer version wrote one of them: half a past is none
   */
  public List<SecurityEvent> until(String type, String subject, Instant at) {
    List<NumberedEvent> stored =
        database
            .sql(
                """
                SELECT 0::bigint AS number, event_id, subject_type, subject_id, subject_revision,
                       name, event_revision, at, payload, metadata
                FROM log.event
                WHERE subject_type = :type AND subject_id = :subject AND at <= :at
                ORDER BY subject_revision
                """)
            .param("type", type)
            .param("subject", subject)
            .param("at", at.atOffset(ZoneOffset.UTC))
            .query(NumberedEvent::of)
            .list();
    return serializer
        .messages(stored.stream())
        .map(
            message -> {
              if (message.getPayload() instanceof SecurityEvent event) {
                return event;
              }
              throw new IllegalStateException("A newer version has written about this subject");
            })
        .toList();
  }
}
