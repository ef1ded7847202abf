package com.keeptrusts.security.enforcement;

import com.keeptrusts.security.log.LogSerializer;
import com.keeptrusts.security.log.NumberedEvent;
import com.keeptrusts.security.log.SequenceReader;
import com.keeptrusts.security.log.SqlStates;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.axonframework.eventhandling.AnnotationEventHandlerAdapter;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.serialization.UnknownSerializedType;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes rows again from the log, beside the live ones and while writers go on, then puts the live
 * ones right in one transaction. The bulk is replayed without any lock. Then the live tables are
 * locked against writers for a moment: whoever has written is waited for and found in the log,
 * numbered or not; whoever has not yet written to these tables has not committed, waits, and writes
 * on top of the new rows. Readers notice nothing. Of two rebuilds at once the later one goes on.
 */
public final class Rebuild {

  private static final int BATCH = 1_000;
  private static final int ROUNDS = 3;
  private static final int TRIES = 20;

  /** Setting the rows right is one transaction, however many they are; writers wait so long. */
  private static final String A_MINUTE =
      """
      SELECT set_config(name, '60000', true) FROM pg_settings
      WHERE name IN ('statement_timeout', 'transaction_timeout')
      """;

  /** The log's end is read in one statement: an event may be numbered at any moment. */
  private static final String TAIL =
      """
      SELECT coalesce(s.number, 0) AS number, e.event_id, e.subject_type, e.subject_id,
             e.subject_revision, e.name, e.event_revision, e.at, e.payload, e.metadata
      FROM (SELECT global_index, number FROM log.sequence WHERE number > :after
            UNION ALL
            SELECT global_index, NULL FROM log.outbox) s
      JOIN log.event e ON e.global_index = s.global_index
      ORDER BY s.number NULLS LAST, e.global_index
      """;

  private final JdbcClient database;
  private final TransactionTemplate transaction;
  private final SequenceReader sequence;
  private final LogSerializer serializer;
  private final RebuildPlan plan;
  private final AnnotationEventHandlerAdapter projection;

  /**
   * Follows this plan.
   *
   * @param commandSide whose login may write both schemas
   */
  public Rebuild(DataSource commandSide, LogSerializer serializer, RebuildPlan plan) {
    this.database = JdbcClient.create(commandSide);
    this.transaction = new TransactionTemplate(new DataSourceTransactionManager(commandSide));
    this.sequence = new SequenceReader(commandSide);
    this.serializer = serializer;
    this.plan = plan;
    this.projection = new AnnotationEventHandlerAdapter(plan.projection());
  }

  /**
   * Runs it once, to the end of the log.
   *
   * @param progress is told the number of the sequence that was reached, after each batch
   * @throws IllegalStateException if another rebuild of these rows began, if an event was written
   *     by a newer version, or if the tables were never free
   */
  public Rebuilt run(LongConsumer progress) {
    UUID run = begin();
    long number = 0;
    for (int i = 0; i < TRIES; i++) {
      number = replay(run, number, progress);
      try {
        return finish(run, number);
      } catch (DataAccessException busy) {
        if (!SqlStates.isTransient(busy)) {
          throw busy;
        }
      }
    }
    throw new IllegalStateException(
        "The tables of " + plan.live() + " were not free of writers: try again");
  }

  private UUID begin() {
    return inTransaction(
        () -> {
          UUID run =
              database
                  .sql(
                      "UPDATE "
                          + plan.beside()
                          + ".progress SET run = gen_random_uuid(), number = 0 RETURNING run")
                  .query(UUID.class)
                  .single();
          plan.tables().forEach(table -> deleteAll(table.name()));
          plan.scratch().forEach(this::deleteAll);
          return run;
        });
  }

  /**
   * A round goes to where the sequence ended when it began, so that the next is shorter: after a
   * few, the rest is replayed under the lock.
   */
  private long replay(UUID run, long from, LongConsumer progress) {
    long number = from;
    for (int round = 0; round < ROUNDS; round++) {
      long end = sequence.head();
      while (number < end) {
        number = replayBatch(run, number);
        progress.accept(number);
      }
    }
    return number;
  }

  private long replayBatch(UUID run, long after) {
    return inTransaction(
        () -> {
          List<NumberedEvent> batch = sequence.read(after, BATCH);
          long number = batch.get(batch.size() - 1).number();
          fence(run, after, number);
          apply(batch);
          return number;
        });
  }

  private void fence(UUID run, long from, long to) {
    int moved =
        database
            .sql(
                "UPDATE "
                    + plan.beside()
                    + ".progress SET number = :to WHERE run = :run AND number = :from")
            .param("to", to)
            .param("run", run)
            .param("from", from)
            .update();
    if (moved != 1) {
      throw new IllegalStateException("Another rebuild of " + plan.live() + " has begun");
    }
  }

  private void apply(List<NumberedEvent> batch) {
    plan.ofABatch().begin();
    batch.forEach(this::apply);
    plan.ofABatch().end();
  }

  private void apply(NumberedEvent stored) {
    serializer.messages(Stream.of(stored)).forEach(event -> apply(stored, event));
  }

  private void apply(NumberedEvent stored, EventMessage<?> event) {
    if (event.getPayloadType() == UnknownSerializedType.class) {
      throw new IllegalStateException(
          "An event of a newer version is in the log: " + stored.name());
    }
    if (projection.canHandle(event)) {
      try {
        projection.handle(event);
      } catch (RuntimeException failure) {
        throw failure;
      } catch (Exception failure) {
        throw new IllegalStateException("Event " + stored.eventId() + " was not taken", failure);
      }
    }
  }

  private Rebuilt finish(UUID run, long number) {
    return inTransaction(
        () -> {
          database.sql(A_MINUTE).query().listOfRows();
          database.sql("LOCK TABLE " + names(plan.live()) + " IN EXCLUSIVE MODE").update();
          fence(run, number, number);
          apply(database.sql(TAIL).param("after", number).query(NumberedEvent::of).list());
          Map<String, Integer> corrected = new LinkedHashMap<>();
          plan.tables().forEach(table -> corrected.put(table.name(), correct(table)));
          plan.afterwards().run(database);
          return new Rebuilt(number, corrected);
        });
  }

  private String names(String schema) {
    return plan.tables().stream()
        .map(table -> schema + "." + table.name())
        .collect(Collectors.joining(", "));
  }

  private int correct(RebuildPlan.Table table) {
    String live = plan.live() + "." + table.name();
    String beside = plan.beside() + "." + table.name();
    int wrong =
        database
            .sql(
                """
                DELETE FROM %1$s WHERE (%3$s) IN (
                  SELECT %3$s FROM (SELECT * FROM %1$s EXCEPT SELECT * FROM %2$s) wrong)
                """
                    .formatted(live, beside, table.key()))
            .update();
    int missing =
        database
            .sql(
                "INSERT INTO %1$s SELECT * FROM %2$s EXCEPT SELECT * FROM %1$s"
                    .formatted(live, beside))
            .update();
    return Math.max(wrong, missing);
  }

  private void deleteAll(String table) {
    database.sql("DELETE FROM " + plan.beside() + "." + table).update();
  }

  private <T> T inTransaction(Supplier<T> step) {
    T result = transaction.execute(status -> step.get());
    if (result == null) {
      throw new IllegalStateException("A step has a result");
    }
    return result;
  }
}
