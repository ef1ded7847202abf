package com.keeptrusts.security.query.audit;

import com.keeptrusts.security.log.LogSerializer;
import com.keeptrusts.security.log.PersonalData;
import com.keeptrusts.security.log.SequenceReader;
import com.keeptrusts.security.log.SequenceSource;
import com.keeptrusts.security.log.StoredNames;
import com.keeptrusts.security.query.QueryDatabase;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The audit log of this node: its feed, and the processor that writes it whenever no other does.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AuditSettings.class)
@Import(AuditController.class)
public class AuditConfiguration {

  @Bean
  AuditFeed auditFeed(@Qualifier("queryJdbc") JdbcTemplate jdbc) {
    return new AuditFeed(JdbcClient.create(jdbc));
  }

  @Bean
  AuditPages auditPages(AuditFeed feed, @Qualifier("queryPersonalData") PersonalData personal) {
    return new AuditPages(feed, new AuditView(personal));
  }

  @Bean
  AuditAlarm auditAlarm() {
    return new AuditAlarm();
  }

  @Bean
  AuditHealth auditHealthIndicator(
      @Qualifier("querySequenceReader") SequenceReader sequence, AuditFeed feed, AuditAlarm alarm) {
    return new AuditHealth(sequence, feed, alarm);
  }

  @Bean
  AuditMetrics auditMetrics(AuditHealth health) {
    return new AuditMetrics(health);
  }

  @Bean(destroyMethod = "close")
  AuditProcessor auditProcessor(
      @Qualifier("queryDataSource") DataSource dataSource,
      @Qualifier("queryJdbc") JdbcTemplate jdbc,
      @Qualifier("queryTransactions") PlatformTransactionManager transactions,
      @Qualifier("querySerializer") LogSerializer serializer,
      @Qualifier("querySequenceReader") SequenceReader reader,
      @Qualifier("querySequenceSource") SequenceSource source,
      AuditAlarm alarm,
      AuditSettings settings) {
    AuditProjection projection =
        new AuditProjection(
            new EntryMaker(new AuditCatalogue(), reader), new AuditRows(jdbc), alarm::over);
    return new AuditProcessor(
        StoredNames.AUDIT,
        projection,
        alarm,
        source,
        QueryDatabase.tokens(
            dataSource, serializer, settings.claimTimeout(), QueryDatabase.newNodeName()),
        QueryDatabase.axonTransactions(transactions),
        settings);
  }
}
