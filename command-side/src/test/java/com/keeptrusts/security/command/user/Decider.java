package com.keeptrusts.security.command.user;

import com.keeptrusts.security.event.MfaPolicies;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.log.CommandTime;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.annotation.ClasspathParameterResolverFactory;
import org.axonframework.messaging.annotation.MultiParameterResolverFactory;
import org.axonframework.messaging.annotation.SimpleResourceParameterResolverFactory;
import org.axonframework.modelling.command.AggregateAnnotationCommandHandler;
import org.axonframework.modelling.command.inspection.AggregateModel;
import org.axonframework.modelling.command.inspection.AnnotatedAggregateMetaModelFactory;
import org.axonframework.test.deadline.StubDeadlineManager;

/** Takes one command after the other, as Axon does, and remembers what happened. */
final class Decider {

  private final Map<OrgId, MfaPolicies> policies = new HashMap<>();
  private final AggregateModel<UserSecurity> model =
      AnnotatedAggregateMetaModelFactory.inspectAggregate(
          UserSecurity.class,
          MultiParameterResolverFactory.ordered(
              ClasspathParameterResolverFactory.forClass(UserSecurity.class),
              new SimpleResourceParameterResolverFactory(
                  List.of(
                      (OrgPolicies) org -> policies.getOrDefault(org, MfaPolicies.NONE),
                      new StubDeadlineManager()))));
  private final SimpleCommandBus bus = SimpleCommandBus.builder().build();
  private final EmbeddedEventStore store =
      EmbeddedEventStore.builder().storageEngine(new InMemoryEventStorageEngine()).build();

  @SuppressWarnings("resource") // Nothing in memory has to be given back.
  Decider() {
    AggregateAnnotationCommandHandler.<UserSecurity>builder()
        .aggregateModel(model)
        .repository(
            EventSourcingRepository.builder(UserSecurity.class)
                .aggregateModel(model)
                .eventStore(store)
                .build())
        .build()
        .subscribe(bus);
  }

  /** What an org demands from now on. */
  void demand(OrgId org, MfaPolicies demanded) {
    policies.put(org, demanded);
  }

  /** Whether it was accepted; anything but a refusal by the rules is a failure of the test. */
  boolean accepts(Object command, Map<String, ?> metadata) {
    List<Throwable> failures = new ArrayList<>();
    Clock before = GenericEventMessage.clock;
    new CommandTime().install();
    try {
      dispatch(command, metadata, failures);
    } finally {
      GenericEventMessage.clock = before;
    }
    for (Throwable failure : failures) {
      if (!(failure instanceof Rejected)) {
        throw new AssertionError("Not refused but broken: " + command, failure);
      }
    }
    return failures.isEmpty();
  }

  private void dispatch(Object command, Map<String, ?> metadata, List<Throwable> failures) {
    bus.dispatch(
        GenericCommandMessage.asCommandMessage(command).withMetaData(metadata),
        (asked, result) -> {
          if (result.isExceptional()) {
            failures.add(result.exceptionResult());
          }
        });
  }

  /** The same with the instants at which it happened. */
  List<DomainEventMessage<?>> messages(UserId user) {
    return store
        .readEvents(user.value())
        .asStream()
        .<DomainEventMessage<?>>map(any -> any)
        .toList();
  }

  List<Object> happened(UserId user) {
    return store.readEvents(user.value()).asStream().<Object>map(EventMessage::getPayload).toList();
  }
}
