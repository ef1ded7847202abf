package com.keeptrusts.security.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.event.OrgRegistered;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One commit that comes later than Axon's own reading by the global index waits for. */
class LateCommitIT {

  private static final int LATER_COMMITS = 300;
  private static final Duration MORE_THAN_AXONS_GAP_TIMEOUT = Duration.ofMinutes(1);

  private TestDatabase database;
  private TestLog log;

  @BeforeEach
  void open() {
    database = TestDatabase.fresh();
    log = new TestLog(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  @Tag("AUD-2")
  void what_axons_own_source_loses_for_good_has_its_number_and_reaches_every_reader_once()
      throws Exception {
    AxonsOwn axons = new AxonsOwn(database.command());
    List<String> seenByAxon;
    try (Connection late = database.commandLogin().getConnection()) {
      late.setAutoCommit(false);
      NumberingIT.insert(late, "late");
      database.setClock(Instant.now().minus(MORE_THAN_AXONS_GAP_TIMEOUT));
      NumberingIT.appendOrgs(log, LATER_COMMITS);
      log.number();
      seenByAxon = axons.readOn();
      late.commit();
    }
    log.append(TestEvents.anOrg("afterwards"));
    log.number();
    seenByAxon.addAll(axons.readOn());

    assertThat(seenByAxon).hasSize(LATER_COMMITS + 1).endsWith("afterwards").doesNotContain("late");
    assertThat(sequence())
        .hasSize(LATER_COMMITS + 2)
        .endsWith("late", "afterwards")
        .doesNotHaveDuplicates();
  }

  private List<String> sequence() throws Exception {
    SequenceSource source =
        new SequenceSource(database.query(), new LogSerializer(StoredNames.events()));
    List<String> names = new ArrayList<>();
    try (BlockingStream<TrackedEventMessage<?>> stream = source.openStream(null)) {
      while (stream.hasNextAvailable(1, TimeUnit.SECONDS)) {
        names.add(name(stream.nextAvailable()));
      }
    }
    return names;
  }

  private static String name(EventMessage<?> event) {
    return ((OrgRegistered) event.getPayload()).name();
  }

  /** A streaming processor's reading as Axon brings it, which goes on where its token stands. */
  private static final class AxonsOwn extends JdbcEventStorageEngine {

    private @Nullable TrackingToken token;

    AxonsOwn(DataSource dataSource) {
      super(
          builder()
              .connectionProvider(dataSource::getConnection)
              .transactionManager(TestLog.transactions(dataSource))
              .eventSerializer(new LogSerializer(StoredNames.events()))
              .snapshotSerializer(new LogSerializer(StoredNames.events()))
              .dataType(String.class)
              .schema(EventLog.SCHEMA));
    }

    /** To the end of what it can see. */
    List<String> readOn() {
      List<String> names = new ArrayList<>();
      readEvents(token, false)
          .forEach(
              event -> {
                names.add(name(event));
                token = event.trackingToken();
              });
      return names;
    }

    @Override
    protected Object readTimeStamp(ResultSet row, String column) throws SQLException {
      return row.getObject(column, OffsetDateTime.class).toInstant();
    }
  }
}
