package com.keeptrusts.security.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.event.EventName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.serialization.Revision;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.upcasting.event.EventUpcasterChain;
import org.axonframework.serialization.upcasting.event.IntermediateEventRepresentation;
import org.axonframework.serialization.upcasting.event.SingleEventUpcaster;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class OlderRevisionsIT {

  private static final Instant AT = Instant.parse("2026-04-01T09:30:00.250Z");
  private static final String NAME = "test.door-opened";

  @EventName(NAME)
  @Revision("1")
  record DoorOpened(String door) {}

  /** The same class under another name. */
  @EventName(NAME)
  @Revision("1")
  record EntranceOpened(String door) {}

  /** The same fact, with something that was not written down before. */
  @EventName(NAME)
  @Revision("2")
  record EntranceOpenedWide(String door, int degrees) {}

  /** A door was opened as wide as it goes before anybody measured. */
  private static final class WithDegrees extends SingleEventUpcaster {

    private static final SerializedType BEFORE = new SimpleSerializedType(NAME, "1");

    @Override
    protected boolean canUpcast(IntermediateEventRepresentation event) {
      return event.getType().equals(BEFORE);
    }

    @Override
    protected IntermediateEventRepresentation doUpcast(IntermediateEventRepresentation event) {
      return event.upcastPayload(
          new SimpleSerializedType(NAME, "2"),
          ObjectNode.class,
          payload -> payload.put("degrees", 90));
    }
  }

  @Revision("1")
  static class House {

    @AggregateIdentifier @Nullable String id;
    private final List<Object> opened = new CopyOnWriteArrayList<>();

    @EventSourcingHandler
    void on(EntranceOpened event) {
      id = event.door();
      opened.add(event);
    }

    @EventSourcingHandler
    void on(EntranceOpenedWide event) {
      id = event.door();
      opened.add(event);
    }
  }

  private final String door = UUID.randomUUID().toString();
  private TestDatabase database;

  @BeforeEach
  void openADoor() {
    database = TestDatabase.fresh();
    TestProcessor.createTokenTable(database);
    TestLog before = node(new LogSerializer(names(DoorOpened.class)));
    before
        .log()
        .appendEvents(
            TestLog.message(StoredNames.ORG, door, 0, new DoorOpened(door), AT, Map.of()));
    before.number();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  @Tag("LOG-4")
  void what_was_stored_in_an_older_revision_reaches_aggregate_and_stream_in_that_of_today() {
    LogSerializer today =
        new LogSerializer(
            names(EntranceOpenedWide.class), new EventUpcasterChain(new WithDegrees()));

    assertThat(seenByAnAggregate(today)).containsExactly(new EntranceOpenedWide(door, 90));
    assertThat(seenByAProcessor(today)).containsExactly(new EntranceOpenedWide(door, 90));
  }

  @Test
  @Tag("LOG-4")
  void what_was_stored_before_a_class_was_renamed_reaches_aggregate_and_stream_all_the_same() {
    LogSerializer renamed = new LogSerializer(names(EntranceOpened.class));

    assertThat(seenByAnAggregate(renamed)).containsExactly(new EntranceOpened(door));
    assertThat(seenByAProcessor(renamed)).containsExactly(new EntranceOpened(door));
  }

  private List<Object> seenByAnAggregate(LogSerializer serializer) {
    EventSourcingRepository<House> houses =
        EventSourcingRepository.builder(House.class)
            .eventStore(EmbeddedEventStore.builder().storageEngine(node(serializer).log()).build())
            .build();
    UnitOfWork<?> unit =
        DefaultUnitOfWork.startAndGet(GenericCommandMessage.asCommandMessage("look"));
    try {
      return houses.load(door).invoke(house -> house.opened);
    } finally {
      unit.rollback();
    }
  }

  private List<Object> seenByAProcessor(LogSerializer serializer) {
    List<Object> seen = new CopyOnWriteArrayList<>();
    SequenceSource source = new SequenceSource(database.query(), serializer);
    try (TestProcessor processor = new TestProcessor(database, source, e -> keep(e, seen))) {
      processor.start();
      Conditions.await(Duration.ofSeconds(20), () -> !seen.isEmpty());
    }
    return seen;
  }

  private static Object keep(EventMessage<?> event, List<Object> seen) {
    seen.add(event.getPayload());
    return event;
  }

  private static StoredNames names(Class<?> event) {
    return StoredNames.of(List.of(event)).with(StoredNames.ORG, House.class);
  }

  private TestLog node(LogSerializer serializer) {
    return new TestLog(database.command(), serializer, new SnapshotMemory(10));
  }
}
