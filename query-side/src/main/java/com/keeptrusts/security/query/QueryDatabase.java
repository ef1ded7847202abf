package com.keeptrusts.security.query;

import com.keeptrusts.security.enforcement.Decisions;
import com.keeptrusts.security.log.LogSerializer;
import com.keeptrusts.security.log.PersonalData;
import com.keeptrusts.security.log.SchemaReady;
import com.keeptrusts.security.log.SequenceReader;
import com.keeptrusts.security.log.SequenceSource;
import com.keeptrusts.security.log.StoredNames;
import com.keeptrusts.security.log.TokenTable;
import com.keeptrusts.security.log.TransactionBounds;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;

/**
 * The query side's login, and what reads and writes through it. Every bean is asked for by its
 * name: in `standalone` the command side has others of the same types.
 */
@Configuration(proxyBeanMethods = false)
public class QueryDatabase {

  private static final List<String> SCHEMAS = List.of("log", "enforcement", "query");

  @Bean(defaultCandidate = false)
  HikariDataSource queryDataSource(QuerySettings settings, MeterRegistry meters) {
    HikariDataSource pool = new HikariDataSource();
    pool.setPoolName("query");
    pool.setJdbcUrl(settings.database().url());
    pool.setUsername(settings.database().username());
    pool.setPassword(settings.database().password());
    pool.setMaximumPoolSize(settings.database().connections());
    pool.setConnectionTimeout(5_000);
    pool.setConnectionInitSql(TransactionBounds.DEFAULT.sql());
    pool.setInitializationFailTimeout(-1);
    pool.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(meters));
    // A violated constraint would be logged with the values that violate it.
    pool.addDataSourceProperty("logServerErrorDetail", "false");
    // Else every entry of a batch of the audit log would be a statement of its own.
    pool.addDataSourceProperty("reWriteBatchedInserts", "true");
    try {
      SchemaReady.await(pool, SCHEMAS, settings.schemaTimeout());
    } catch (SchemaReady.NotReady notReady) {
      pool.close();
      throw notReady.at(
          "keeptrusts.query.database.url, .username, .password",
          settings.database().url(),
          settings.database().username());
    }
    return pool;
  }

  @Bean(defaultCandidate = false)
  JdbcTemplate queryJdbc(@Qualifier("queryDataSource") DataSource dataSource) {
    return new JdbcTemplate(dataSource);
  }

  @Bean
  OrgReaders orgReaders(
      @Qualifier("queryDecisions") Decisions decisions,
      @Qualifier("queryDataSource") DataSource dataSource) {
    return new OrgReaders(decisions, dataSource);
  }

  @Bean(defaultCandidate = false)
  PlatformTransactionManager queryTransactions(
      @Qualifier("queryDataSource") DataSource dataSource) {
    return new JdbcTransactionManager(dataSource);
  }

  @Bean(defaultCandidate = false)
  LogSerializer querySerializer() {
    return new LogSerializer(StoredNames.events());
  }

  @Bean(defaultCandidate = false)
  SequenceReader querySequenceReader(@Qualifier("queryDataSource") DataSource dataSource) {
    return new SequenceReader(dataSource);
  }

  @Bean(defaultCandidate = false)
  SequenceSource querySequenceSource(
      @Qualifier("queryDataSource") DataSource dataSource,
      @Qualifier("querySerializer") LogSerializer serializer) {
    return new SequenceSource(dataSource, serializer);
  }

  @Bean(defaultCandidate = false)
  PersonalData queryPersonalData(
      @Qualifier("queryDataSource") DataSource dataSource, QuerySettings settings) {
    return PersonalData.ofSetting(
        dataSource, "keeptrusts.query.personal-keyset", settings.personalKeyset());
  }

  /** A node's name has to be its own, since it says whose claim a token's is. */
  public static String newNodeName() {
    return "query-" + UUID.randomUUID();
  }

  /** How far this side's processors are, and on which node. */
  public static TokenStore tokens(
      DataSource dataSource, LogSerializer serializer, Duration claimTimeout, String node) {
    return JdbcTokenStore.builder()
        .connectionProvider(new TransactionAwareDataSourceProxy(dataSource)::getConnection)
        .serializer(serializer)
        .schema(TokenTable.named("query.token_1"))
        .contentType(String.class)
        .claimTimeout(claimTimeout)
        .nodeId(node)
        .build();
  }

  /** Spring's transactions, as Axon asks for them. */
  public static TransactionManager axonTransactions(PlatformTransactionManager transactions) {
    TransactionDefinition definition = new DefaultTransactionDefinition();
    return () -> new Begun(transactions, transactions.getTransaction(definition));
  }

  private record Begun(PlatformTransactionManager manager, TransactionStatus status)
      implements Transaction {

    @Override
    public void commit() {
      if (!status.isCompleted()) {
        manager.commit(status);
      }
    }

    @Override
    public void rollback() {
      if (!status.isCompleted()) {
        manager.rollback(status);
      }
    }
  }
}
