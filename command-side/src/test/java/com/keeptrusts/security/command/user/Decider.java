package com.keeptrusts.security.command.user;

import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.event.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.modelling.command.AggregateAnnotationCommandHandler;
import org.axonframework.modelling.command.inspection.AggregateModel;
import org.axonframework.modelling.command.inspection.AnnotatedAggregateMetaModelFactory;

/** Takes one command after the other, as Axon does, and remembers what happened. */
final class Decider {

  private static final AggregateModel<UserSecurity> MODEL =
      AnnotatedAggregateMetaModelFactory.inspectAggregate(UserSecurity.class);

  private final SimpleCommandBus bus = SimpleCommandBus.builder().build();
  private final EmbeddedEventStore store =
      EmbeddedEventStore.builder().storageEngine(new InMemoryEventStorageEngine()).build();

  @SuppressWarnings("resource") // Nothing in memory has to be given back.
  Decider() {
    AggregateAnnotationCommandHandler.<UserSecurity>builder()
        .aggregateModel(MODEL)
        .repository(
            EventSourcingRepository.builder(UserSecurity.class)
                .aggregateModel(MODEL)
                .eventStore(store)
                .build())
        .build()
        .subscribe(bus);
  }

  /** Whether it was accepted; anything but a refusal by the rules is a failure of the test. */
  boolean accepts(Object command, Map<String, ?> metadata) {
    List<Throwable> failures = new ArrayList<>();
    bus.dispatch(
        GenericCommandMessage.asCommandMessage(command).withMetaData(metadata),
        (asked, result) -> {
          if (result.isExceptional()) {
            failures.add(result.exceptionResult());
          }
        });
    for (Throwable failure : failures) {
      if (!(failure instanceof Rejected)) {
        throw new AssertionError("Not refused but broken: " + command, failure);
      }
    }
    return failures.isEmpty();
  }

  List<Object> happened(UserId user) {
    return store.readEvents(user.value()).asStream().<Object>map(EventMessage::getPayload).toList();
  }
}
