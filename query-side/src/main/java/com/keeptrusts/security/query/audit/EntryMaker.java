package com.keeptrusts.security.query.audit;

import com.keeptrusts.security.event.EventName;
import com.keeptrusts.security.event.Origin;
import com.keeptrusts.security.event.Personal;
import com.keeptrusts.security.event.SecurityEvent;
import com.keeptrusts.security.log.NumberedEvent;
import com.keeptrusts.security.log.SequenceReader;
import com.keeptrusts.security.query.audit.Entry.Circumstances;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes an entry of every event, whatever it holds. One that is of a kind unknown here, cannot be
 * read, or holds text that no row takes becomes a generic entry: number, name and the stored
 * payload. So no event can hold up the audit log.
 */
final class EntryMaker {

  private static final Logger log = LoggerFactory.getLogger(EntryMaker.class);

  private final AuditCatalogue catalogue;
  private final SequenceReader sequence;

  EntryMaker(AuditCatalogue catalogue, SequenceReader sequence) {
    this.catalogue = catalogue;
    this.sequence = sequence;
  }

  /** An entry, and what is needed to know whose feed it is in; nothing of a generic one. */
  record Made(Entry entry, @Nullable Rendering rendering) {}

  Made make(EventMessage<?> event) {
    long number = numberOf(event);
    Circumstances circumstances = circumstances(event, number);
    Rendering rendering = rendering(event, number);
    if (rendering == null) {
      return new Made(generic(event, number, circumstances), null);
    }
    SecurityEvent payload = (SecurityEvent) event.getPayload();
    boolean sayable =
        Texts.storable(rendering.reason())
            && Json.storable(rendering.before())
            && Json.storable(rendering.after())
            && Json.storable(rendering.details());
    return new Made(
        new Entry(
            number,
            event.getIdentifier(),
            event.getTimestamp(),
            revision(event, rendering.target()),
            circumstances,
            nameOf(payload),
            rendering.target(),
            rendering.org() == null ? null : rendering.org().value(),
            rendering.outcome(),
            sayable ? rendering.reason() : null,
            sayable ? rendering.before() : Map.of(),
            sayable ? rendering.after() : Map.of(),
            sayable ? rendering.details() : Map.of(),
            sayable ? null : stored(number).payloadJson()),
        rendering);
  }

  private static long numberOf(EventMessage<?> event) {
    return ((TrackedEventMessage<?>) event).trackingToken().position().orElseThrow();
  }

  private static String nameOf(SecurityEvent event) {
    EventName name = event.getClass().getAnnotation(EventName.class);
    if (name == null) {
      throw new IllegalStateException("An event without a name: " + event.getClass());
    }
    return name.value();
  }

  private static @Nullable String revision(EventMessage<?> event, @Nullable String target) {
    return target != null && event instanceof DomainEventMessage<?> of && of.getType() != null
        ? target + "@" + of.getSequenceNumber()
        : null;
  }

  private @Nullable Rendering rendering(EventMessage<?> event, long number) {
    try {
      if (event.getPayload() instanceof SecurityEvent known) {
        return catalogue.render(known);
      }
      log.warn("Event {} is of a kind unknown here; its audit entry is a generic one", number);
    } catch (RuntimeException unreadable) {
      // Only the kind of failure: its text could quote the payload.
      log.warn(
          "Event {} cannot be read ({}); its audit entry is a generic one",
          number,
          unreadable.getClass().getName());
    }
    return null;
  }

  private Entry generic(EventMessage<?> event, long number, Circumstances circumstances) {
    NumberedEvent stored = stored(number);
    return new Entry(
        number,
        event.getIdentifier(),
        event.getTimestamp(),
        null,
        circumstances,
        stored.name(),
        null,
        null,
        null,
        null,
        Map.of(),
        Map.of(),
        Map.of(),
        stored.payloadJson());
  }

  private NumberedEvent stored(long number) {
    List<NumberedEvent> found = sequence.read(number - 1, 1);
    if (found.isEmpty() || found.get(0).number() != number) {
      throw new IllegalStateException("Event " + number + " is not in the sequence");
    }
    return found.get(0);
  }

  private static Circumstances circumstances(EventMessage<?> event, long number) {
    try {
      Map<String, ?> metadata = event.getMetaData();
      return new Circumstances(
          text(metadata, Origin.ACTOR),
          text(metadata, Origin.VIA),
          text(metadata, Origin.SESSION),
          sealed(metadata, Origin.ADDRESS),
          sealed(metadata, Origin.AGENT),
          text(metadata, Origin.CLIENT_ADDRESS),
          text(metadata, Origin.CORRELATION));
    } catch (RuntimeException unreadable) {
      log.warn(
          "The metadata of event {} cannot be read ({})", number, unreadable.getClass().getName());
      return Circumstances.UNKNOWN;
    }
  }

  private static @Nullable String sealed(Map<String, ?> metadata, String key) {
    String text = text(metadata, key);
    return text == null ? null : Personal.parse(text).toString();
  }

  private static @Nullable String text(Map<String, ?> metadata, String key) {
    return metadata.get(key) instanceof String text && Texts.storable(text) ? text : null;
  }
}
