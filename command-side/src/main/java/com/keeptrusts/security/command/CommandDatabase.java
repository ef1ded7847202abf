package com.keeptrusts.security.command;

import com.keeptrusts.security.enforcement.Decisions;
import com.keeptrusts.security.enforcement.ServiceClients;
import com.keeptrusts.security.log.DatabaseClock;
import com.keeptrusts.security.log.PersonalData;
import com.keeptrusts.security.log.SchemaReady;
import com.keeptrusts.security.log.SequenceReader;
import com.keeptrusts.security.log.TransactionBounds;
import com.keeptrusts.security.web.ServiceCredentials;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import javax.sql.DataSource;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/** The command side's login, and what reads and writes through it. */
@Configuration(proxyBeanMethods = false)
public class CommandDatabase {

  private static final List<String> SCHEMAS = List.of("log", "enforcement", "command");

  @Bean
  HikariDataSource commandDataSource(CommandSettings settings, MeterRegistry meters) {
    HikariDataSource pool = new HikariDataSource();
    pool.setPoolName("command");
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
    try {
      SchemaReady.await(pool, SCHEMAS, settings.schemaTimeout());
    } catch (SchemaReady.NotReady notReady) {
      pool.close();
      throw notReady.at(
          "keeptrusts.command.database.url, .username, .password",
          settings.database().url(),
          settings.database().username());
    }
    return pool;
  }

  @Bean
  PlatformTransactionManager commandTransactions(DataSource commandDataSource) {
    return new JdbcTransactionManager(commandDataSource);
  }

  @Bean
  TransactionManager commandUnits(PlatformTransactionManager commandTransactions) {
    return new SpringTransactionManager(commandTransactions);
  }

  @Bean
  DatabaseClock commandClock(DataSource commandDataSource) {
    return new DatabaseClock(commandDataSource);
  }

  @Bean
  PersonalData commandPersonalData(DataSource commandDataSource, CommandSettings settings) {
    return PersonalData.ofSetting(
        commandDataSource, "keeptrusts.command.personal-keyset", settings.personalKeyset());
  }

  @Bean
  HealthIndicator commandHealthIndicator(DataSource commandDataSource) {
    return new DatabaseHealth(new SequenceReader(commandDataSource));
  }

  @Bean
  NumberingMetrics numberingMetrics(DataSource commandDataSource) {
    return new NumberingMetrics(new SequenceReader(commandDataSource));
  }

  @Bean
  Decisions commandDecisions(DataSource commandDataSource) {
    return new Decisions(commandDataSource);
  }

  @Bean
  ServiceCredentials commandServiceCredentials(DataSource commandDataSource) {
    return new ServiceClients(commandDataSource)::authenticate;
  }
}
