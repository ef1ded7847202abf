package com.keeptrusts.security.query.audit;

import com.keeptrusts.security.event.OrgSecurityEvent;
import com.keeptrusts.security.event.Origin;
import com.keeptrusts.security.event.SecurityEvent;
import com.keeptrusts.security.event.ServiceClientEvent;
import com.keeptrusts.security.event.UserSecurityEvent;
import com.keeptrusts.security.log.LogSerializer;
import com.keeptrusts.security.log.StoredNames;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.axonframework.serialization.SerializedObject;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Writes events into the log as they are stored, and numbers them, with the command side's login.
 */
public final class TestLog {

  private final LogSerializer serializer = new LogSerializer(StoredNames.events());
  private final Map<String, Long> revisions = new HashMap<>();
  private final JdbcTemplate jdbc;

  public TestLog(DataSource command) {
    jdbc = new JdbcTemplate(command);
  }

  /** In this order, numbered at once. */
  public void happened(Origin origin, List<? extends SecurityEvent> events) {
    events.forEach(event -> happened(origin, event));
  }

  public void happened(Origin origin, SecurityEvent event) {
    append(origin, event);
    number();
  }

  void append(Origin origin, SecurityEvent event) {
    SerializedObject<String> payload = serializer.serialize(event, String.class);
    append(
        subjectOf(event),
        payload.getType().getName(),
        payload.getType().getRevision(),
        payload.getData(),
        metadata(origin));
  }

  /** Whatever it says. */
  void append(String subject, String name, String revision, String payload, String metadata) {
    String eventId = UUID.randomUUID().toString();
    int slash = subject.indexOf('/');
    jdbc.update(
        """
        INSERT INTO log.event (event_id, subject_type, subject_id, subject_revision, name,
          event_revision, at, payload, metadata)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)\
        """,
        eventId,
        slash < 0 ? null : subject.substring(0, slash),
        slash < 0 ? eventId : subject.substring(slash + 1),
        slash < 0 ? 0 : revisions.merge(subject, 1L, Long::sum) - 1,
        name,
        revision,
        TestEvents.NOON.atOffset(ZoneOffset.UTC),
        payload,
        metadata);
  }

  static String metadata(Origin origin) {
    Map<String, Object> metadata = new LinkedHashMap<>(origin.toMetadata());
    metadata.put(Origin.AT, TestEvents.NOON.toString());
    return String.valueOf(Json.write(metadata));
  }

  private static String subjectOf(SecurityEvent event) {
    if (event instanceof UserSecurityEvent of) {
      return "user/" + of.userId();
    }
    if (event instanceof OrgSecurityEvent of) {
      return "org/" + of.orgId();
    }
    return event instanceof ServiceClientEvent of ? "client/" + of.clientId() : "";
  }

  /** How many got a number. */
  int number() {
    Integer numbered = jdbc.queryForObject("SELECT log.number_events(1000)", Integer.class);
    return numbered == null ? 0 : numbered;
  }
}
