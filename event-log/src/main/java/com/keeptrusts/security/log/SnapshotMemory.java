package com.keeptrusts.security.log;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.axonframework.eventhandling.DomainEventData;

/**
 * The newest known snapshot of the subjects that were asked for last, in their stored form, so that
 * every load makes an object of its own. It only saves work: the events after it are always read
 * from the database, so an old one gives the same state as a new one.
 */
public final class SnapshotMemory {

  private final Map<String, DomainEventData<?>> snapshots;

  public SnapshotMemory(int atMost) {
    this.snapshots =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, DomainEventData<?>> eldest) {
            return size() > atMost;
          }
        };
  }

  synchronized Optional<DomainEventData<?>> newest(String subjectId) {
    return Optional.ofNullable(snapshots.get(subjectId));
  }

  synchronized void remember(DomainEventData<?> snapshot) {
    snapshots.merge(
        snapshot.getAggregateIdentifier(),
        snapshot,
        (known, other) -> known.getSequenceNumber() > other.getSequenceNumber() ? known : other);
  }

  synchronized void drop(String subjectId) {
    snapshots.remove(subjectId);
  }
}
