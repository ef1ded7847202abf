package com.keeptrusts.security.log;

import com.keeptrusts.security.event.Origin;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventData;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.eventsourcing.eventstore.jdbc.EventSchema;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.UnknownSerializedType;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/**
 * Where Axon writes what happened and reads one subject's past. An event is taken only with a
 * listed name, with {@code at} in its metadata and with that very instant as its stamp; two events
 * for one revision of a subject are a {@link ConcurrencyException}. A subject's events that this
 * version does not know stop its loading: deciding without a fact is worse than not deciding. The
 * log as a whole is read through {@link SequenceSource} only; the global index is read by nobody.
 */
public final class EventLog extends JdbcEventStorageEngine {

  private static final int BATCH = 500;

  /** So many events after a remembered snapshot mean that another node has a newer one. */
  private static final int LONG_TAIL = 100;

  static final EventSchema SCHEMA =
      EventSchema.builder()
          .eventTable("log.event")
          .snapshotTable("log.snapshot")
          .globalIndexColumn("global_index")
          .eventIdentifierColumn("event_id")
          .typeColumn("subject_type")
          .aggregateIdentifierColumn("subject_id")
          .sequenceNumberColumn("subject_revision")
          .payloadTypeColumn("name")
          .payloadRevisionColumn("event_revision")
          .timestampColumn("at")
          .payloadColumn("payload")
          .metaDataColumn("metadata")
          .build();

  private final StoredNames names;
  private final SnapshotMemory memory;
  private final Runnable committed;

  /**
   * The log in this database.
   *
   * @param dataSource the command side's; a Spring transaction of it that is open is joined
   * @param committed called after a unit of work that wrote events has committed: {@code
   *     numbering::wake}
   */
  public EventLog(
      DataSource dataSource,
      TransactionManager transactions,
      LogSerializer serializer,
      SnapshotMemory memory,
      Runnable committed) {
    super(
        builder()
            .connectionProvider(new TransactionAwareDataSourceProxy(dataSource)::getConnection)
            .transactionManager(transactions)
            .eventSerializer(serializer)
            .snapshotSerializer(serializer)
            .upcasterChain(serializer.olderRevisions())
            .dataType(String.class)
            .schema(SCHEMA)
            .batchSize(BATCH)
            .finalAggregateBatchPredicate(batch -> batch.size() < BATCH)
            .snapshotFilter(
                snapshot ->
                    serializer.names().classOf(snapshot.getPayload().getType()).isPresent()));
    this.names = serializer.names();
    this.memory = memory;
    this.committed = committed;
  }

  @Override
  protected void appendEvents(List<? extends EventMessage<?>> events, Serializer serializer) {
    events.forEach(this::requireStorable);
    super.appendEvents(events, serializer);
    if (CurrentUnitOfWork.isStarted()) {
      UnitOfWork<?> root = CurrentUnitOfWork.get().root();
      events.forEach(event -> note(event, root));
      root.afterCommit(unit -> committed.run());
    }
  }

  private static void note(EventMessage<?> event, UnitOfWork<?> root) {
    if (event instanceof DomainEventMessage<?> fact) {
      root.resources().put(appendedTo(fact.getAggregateIdentifier()), fact.getSequenceNumber());
    }
  }

  private static String appendedTo(String subjectId) {
    return EventLog.class.getName() + "/" + subjectId;
  }

  /** The revision to which a unit of work brings a subject; empty if it appends nothing to it. */
  public static Optional<Long> appended(UnitOfWork<?> unit, String subjectId) {
    return Optional.ofNullable(unit.root().<Long>getResource(appendedTo(subjectId)));
  }

  private void requireStorable(EventMessage<?> event) {
    if (!event.getTimestamp().equals(event.getMetaData().get(Origin.AT))) {
      throw new EventStoreException(
          "An event's stamp is the instant `at` of its metadata: " + event.getPayloadType());
    }
    if (event instanceof DomainEventMessage<?> fact && !names.isSubject(fact.getType())) {
      throw new EventStoreException("No such subject is listed: " + fact.getType());
    }
  }

  @Override
  protected void handlePersistenceException(Exception exception, EventMessage<?> failed) {
    if (SqlStates.isUniqueViolation(exception)) {
      throw new ConcurrencyException("Another event has this revision of the subject", exception);
    }
    throw new EventStoreException("The event could not be written", exception);
  }

  @Override
  public DomainEventStream readEvents(String subjectId, long firstRevision) {
    DomainEventStream events = super.readEvents(subjectId, firstRevision);
    return DomainEventStream.of(
        events.asStream().peek(event -> check(event, firstRevision)),
        events::getLastSequenceNumber);
  }

  private void check(DomainEventMessage<?> event, long firstRevision) {
    if (event.getSequenceNumber() - firstRevision == LONG_TAIL) {
      memory.drop(event.getAggregateIdentifier());
    }
    if (event.getPayloadType() == UnknownSerializedType.class) {
      throw new EventStoreException(
          "An event of "
              + event.getType()
              + "/"
              + event.getAggregateIdentifier()
              + " was written by a newer version");
    }
  }

  /** To the end at once: one that cannot be read is then left aside, and its events are read. */
  @Override
  public Optional<DomainEventMessage<?>> readSnapshot(String subjectId) {
    Optional<DomainEventMessage<?>> snapshot = super.readSnapshot(subjectId);
    snapshot.ifPresent(DomainEventMessage::getPayload);
    return snapshot;
  }

  @Override
  protected Stream<? extends DomainEventData<?>> readSnapshotData(String subjectId) {
    Optional<DomainEventData<?>> remembered = memory.newest(subjectId);
    if (remembered.isPresent()) {
      return remembered.stream();
    }
    Optional<? extends DomainEventData<?>> stored = super.readSnapshotData(subjectId).findFirst();
    stored.ifPresent(memory::remember);
    return stored.stream();
  }

  @Override
  protected void storeSnapshot(DomainEventMessage<?> snapshot, Serializer serializer) {
    super.storeSnapshot(snapshot, serializer);
    memory.drop(snapshot.getAggregateIdentifier());
  }

  @Override
  protected void writeTimestamp(PreparedStatement statement, int position, Instant stamp)
      throws SQLException {
    statement.setObject(position, stamp.atOffset(ZoneOffset.UTC));
  }

  @Override
  protected Object readTimeStamp(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  @Override
  protected List<? extends TrackedEventData<?>> fetchTrackedEvents(
      TrackingToken lastToken, int batchSize) {
    throw noOrder();
  }

  @Override
  public TrackingToken createTailToken() {
    throw noOrder();
  }

  @Override
  public TrackingToken createHeadToken() {
    throw noOrder();
  }

  @Override
  public TrackingToken createTokenAt(Instant dateTime) {
    throw noOrder();
  }

  private static UnsupportedOperationException noOrder() {
    return new UnsupportedOperationException("The log is read in order through SequenceSource");
  }
}
