package com.keeptrusts.security.enforcement;

import com.keeptrusts.security.event.OrgSecurityEvent;
import com.keeptrusts.security.event.Origin;
import com.keeptrusts.security.event.SecurityEvent;
import com.keeptrusts.security.event.ServiceClientEvent;
import com.keeptrusts.security.event.UserSecurityEvent;
import com.keeptrusts.security.log.DatabaseClock;
import com.keeptrusts.security.log.EventLog;
import com.keeptrusts.security.log.LogSerializer;
import com.keeptrusts.security.log.SnapshotMemory;
import com.keeptrusts.security.log.StoredNames;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.SimpleEventHandlerInvoker;
import org.axonframework.eventhandling.SubscribingEventProcessor;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.RollbackConfigurationType;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A command node without commands: events reach the log and, through Axon's subscribing processor
 * in the same transaction, the rows.
 */
final class TestNode {

  final AuthorityRows authority;
  final LogSerializer serializer =
      new LogSerializer(
          StoredNames.events()
              .with(StoredNames.USER, OfUser.class)
              .with(StoredNames.ORG, OfOrg.class)
              .with(StoredNames.SERVICE_CLIENT, OfClient.class));

  private final TransactionTemplate transaction;
  private final EmbeddedEventStore store;
  private final JdbcClient database;
  private final DatabaseClock clock;

  @Revision("1")
  private record OfUser() {}

  @Revision("1")
  private record OfOrg() {}

  @Revision("1")
  private record OfClient() {}

  private record Subject(@Nullable String type, String id) {}

  TestNode(DataSource commandSide) {
    this.authority = new AuthorityRows(commandSide);
    this.transaction = new TransactionTemplate(new DataSourceTransactionManager(commandSide));
    this.database = JdbcClient.create(commandSide);
    this.clock = new DatabaseClock(commandSide);
    EventLog log =
        new EventLog(
            commandSide,
            NoTransactionManager.INSTANCE,
            serializer,
            new SnapshotMemory(10),
            () -> {});
    this.store = EmbeddedEventStore.builder().storageEngine(log).build();
    SubscribingEventProcessor.builder()
        .name(StoredNames.ENFORCEMENT)
        .messageSource(store)
        .eventHandlerInvoker(
            SimpleEventHandlerInvoker.builder()
                .eventHandlers(new EnforcementProjection(new EnforcementRows(commandSide)))
                .listenerInvocationErrorHandler(PropagatingErrorHandler.instance())
                .build())
        .errorHandler(PropagatingErrorHandler.instance())
        .build()
        .start();
  }

  /** In one transaction of its own. */
  void happened(SecurityEvent... events) {
    inTransaction(
        () -> {
          publish(events);
          return true;
        });
  }

  <T> T inTransaction(Supplier<T> step) {
    T result = transaction.execute(status -> step.get());
    if (result == null) {
      throw new IllegalStateException("A step has a result");
    }
    return result;
  }

  /** In the transaction that is open. */
  void publish(SecurityEvent... events) {
    Instant at = clock.now();
    MetaData metadata = MetaData.from(Origin.system("test").toMetadata()).and(Origin.AT, at);
    Map<String, Long> revisions = new HashMap<>();
    DefaultUnitOfWork.startAndGet(new GenericMessage<>("test", metadata))
        .execute(
            () -> {
              for (SecurityEvent event : events) {
                store.publish(message(event, revisions, metadata, at));
              }
            },
            RollbackConfigurationType.ANY_THROWABLE);
  }

  private EventMessage<?> message(
      SecurityEvent event, Map<String, Long> revisions, MetaData metadata, Instant at) {
    Subject subject = subject(event);
    String id = UUID.randomUUID().toString();
    if (subject.type() == null) {
      return new GenericEventMessage<>(id, event, metadata, at);
    }
    long revision =
        revisions.compute(
            subject.id(), (subjectId, last) -> last == null ? next(subjectId) : last + 1);
    return new GenericDomainEventMessage<>(
        subject.type(), subject.id(), revision, event, metadata, id, at);
  }

  private static Subject subject(SecurityEvent event) {
    if (event instanceof UserSecurityEvent of) {
      return new Subject(StoredNames.USER, of.userId().value());
    }
    if (event instanceof OrgSecurityEvent of) {
      return new Subject(StoredNames.ORG, of.orgId().value());
    }
    if (event instanceof ServiceClientEvent of) {
      return new Subject(StoredNames.SERVICE_CLIENT, of.clientId().value());
    }
    return new Subject(null, "");
  }

  private long next(String subject) {
    return database
        .sql("SELECT coalesce(max(subject_revision) + 1, 0) FROM log.event WHERE subject_id = :id")
        .param("id", subject)
        .query(Long.class)
        .single();
  }
}
