package com.keeptrusts.security.log;

import com.keeptrusts.security.event.OrgRegistered;
import com.keeptrusts.security.event.OrgSecurityEvent;
import com.keeptrusts.security.event.Origin;
import com.keeptrusts.security.event.SecurityEvent;
import com.keeptrusts.security.event.ServiceClientEvent;
import com.keeptrusts.security.event.UserSecurityEvent;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.MetaData;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;

/** Puts facts into a log as the command side would, without deciding anything. */
public final class TestLog {

  private final DataSource dataSource;
  private final EventLog log;
  private final Numbering numbering;
  private final DatabaseClock clock;

  public TestLog(TestDatabase database) {
    this(
        database.command(),
        StoredNames.events()
            .with(StoredNames.USER, StandIn.User.class)
            .with(StoredNames.ORG, StandIn.Org.class)
            .with(StoredNames.SERVICE_CLIENT, StandIn.Client.class),
        new SnapshotMemory(1_000));
  }

  TestLog(DataSource dataSource, StoredNames names, SnapshotMemory memory) {
    this(dataSource, new LogSerializer(names), memory);
  }

  TestLog(DataSource dataSource, LogSerializer serializer, SnapshotMemory memory) {
    this.dataSource = dataSource;
    this.log = new EventLog(dataSource, transactions(dataSource), serializer, memory, () -> {});
    this.numbering = new Numbering(dataSource);
    this.clock = new DatabaseClock(dataSource);
  }

  /** Spring's transactions of one database, as Axon wants them. */
  public static TransactionManager transactions(DataSource dataSource) {
    PlatformTransactionManager spring = new DataSourceTransactionManager(dataSource);
    return () -> {
      TransactionStatus status = spring.getTransaction(TransactionDefinition.withDefaults());
      return new Transaction() {
        @Override
        public void commit() {
          spring.commit(status);
        }

        @Override
        public void rollback() {
          spring.rollback(status);
        }
      };
    };
  }

  public EventLog log() {
    return log;
  }

  public DataSource dataSource() {
    return dataSource;
  }

  /** Appends each as the next fact of its subject, now, in a transaction of its own. */
  public void append(SecurityEvent... events) {
    for (SecurityEvent event : events) {
      append(event, Map.of());
    }
  }

  /** Appends with further metadata, the texts of an {@link Origin}. */
  public void append(SecurityEvent event, Map<String, ?> origin) {
    log.appendEvents(message(event, clock.now(), origin));
  }

  /** The message that records a new org. */
  EventMessage<?> first(OrgRegistered org) {
    return message(StoredNames.ORG, org.orgId().value(), 0, org, clock.now(), Map.of());
  }

  EventMessage<?> message(SecurityEvent event, Instant at, Map<String, ?> origin) {
    if (event instanceof UserSecurityEvent user) {
      return message(StoredNames.USER, user.userId().value(), event, at, origin);
    }
    if (event instanceof OrgSecurityEvent org) {
      return message(StoredNames.ORG, org.orgId().value(), event, at, origin);
    }
    if (event instanceof ServiceClientEvent client) {
      return message(StoredNames.SERVICE_CLIENT, client.clientId().value(), event, at, origin);
    }
    return new GenericEventMessage<>(UUID.randomUUID().toString(), event, metadata(at, origin), at);
  }

  private EventMessage<?> message(
      String type, String id, SecurityEvent event, Instant at, Map<String, ?> origin) {
    long revision = log.lastSequenceNumberFor(id).map(last -> last + 1).orElse(0L);
    return message(type, id, revision, event, at, origin);
  }

  static DomainEventMessage<?> message(
      String type, String id, long revision, Object payload, Instant at, Map<String, ?> origin) {
    return new GenericDomainEventMessage<>(
        type, id, revision, new GenericMessage<>(payload, metadata(at, origin)), at);
  }

  private static MetaData metadata(Instant at, Map<String, ?> origin) {
    Map<String, Object> metadata = new HashMap<>(origin);
    metadata.put(Origin.AT, at);
    return MetaData.from(metadata);
  }

  /** Gives every committed event its number. */
  public void number() {
    while (new SequenceReader(dataSource).waiting() > 0) {
      numbering.numberBatch();
    }
  }
}
