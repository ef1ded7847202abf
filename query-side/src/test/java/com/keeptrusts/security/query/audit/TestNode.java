package com.keeptrusts.security.query.audit;

import static org.awaitility.Awaitility.await;

import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.log.LogSerializer;
import com.keeptrusts.security.log.SequenceReader;
import com.keeptrusts.security.log.SequenceSource;
import com.keeptrusts.security.log.StoredNames;
import com.keeptrusts.security.log.TestDatabase;
import com.keeptrusts.security.query.QueryDatabase;
import com.keeptrusts.security.query.audit.AuditPages.Ask;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** A node of the query side without its HTTP, wired as in production. */
final class TestNode implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(30);

  final AuditAlarm alarm = new AuditAlarm();
  final AuditFeed feed;
  final AuditView view;
  final AuditPages pages;
  final AuditHealth health;
  final AuditProcessor processor;

  TestNode(TestDatabase database, String name, Duration claimTimeout) {
    DataSource login = database.query();
    LogSerializer serializer = new LogSerializer(StoredNames.events());
    SequenceReader reader = new SequenceReader(login);
    feed = new AuditFeed(JdbcClient.create(login));
    view = new AuditView(TestKeyset.personalData(login));
    health = new AuditHealth(reader, feed, alarm);
    pages = new AuditPages(feed, view);
    processor =
        new AuditProcessor(
            StoredNames.AUDIT,
            new AuditProjection(
                new EntryMaker(new AuditCatalogue(), reader),
                new AuditRows(new JdbcTemplate(login)),
                alarm::over),
            alarm,
            new SequenceSource(login, serializer),
            QueryDatabase.tokens(login, serializer, claimTimeout, name),
            QueryDatabase.axonTransactions(new JdbcTransactionManager(login)),
            new AuditSettings(50, claimTimeout));
  }

  static TestNode started(TestDatabase database) {
    TestNode node = new TestNode(database, "node-1", Duration.ofSeconds(10));
    node.processor.start();
    return node;
  }

  /** Once every number has its entry. */
  TestNode upToDate() {
    await().atMost(PATIENCE).until(() -> health.behind() == 0);
    return this;
  }

  List<AuditEntry> whole() {
    return pages.whole(new Ask(null, null, AuditPages.LARGEST)).entries();
  }

  List<OrgAuditEntry> of(OrgId org) {
    return pages.ofOrg(org, new Ask(null, null, AuditPages.LARGEST)).entries();
  }

  @Override
  public void close() {
    processor.stop();
    processor.close();
  }
}
