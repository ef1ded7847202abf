package com.keeptrusts.security.command.axon;

import com.keeptrusts.security.command.client.ServiceClient;
import com.keeptrusts.security.command.org.OrgSecurityPolicy;
import com.keeptrusts.security.command.user.MfaGracePeriodTimer;
import com.keeptrusts.security.command.user.UserSecurity;
import com.keeptrusts.security.log.CommandTime;
import com.keeptrusts.security.log.EventLog;
import com.keeptrusts.security.log.LogSerializer;
import com.keeptrusts.security.log.Numbering;
import com.keeptrusts.security.log.SnapshotMemory;
import com.keeptrusts.security.log.StoredNames;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventsourcing.EventCountSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.SnapshotTriggerDefinition;
import org.axonframework.eventsourcing.Snapshotter;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.eventsourcing.SpringAggregateSnapshotter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** The log as the command side writes it: engine, serializer, snapshots, numbering. */
@Configuration(proxyBeanMethods = false)
public class CommandLog {

  private static final int SNAPSHOT_EVERY = 50;
  private static final int SNAPSHOTS_IN_MEMORY = 1_000;

  @Bean
  CommandTime commandTime() {
    CommandTime time = new CommandTime();
    time.install();
    return time;
  }

  @Bean
  @Primary
  Serializer commandSerializer() {
    return new LogSerializer(
        StoredNames.events()
            .with(StoredNames.USER, UserSecurity.class)
            .with(StoredNames.ORG, OrgSecurityPolicy.class)
            .with(StoredNames.SERVICE_CLIENT, ServiceClient.class)
            .withTimer(MfaGracePeriodTimer.NAME, MfaGracePeriodTimer.class));
  }

  @Bean(initMethod = "start", destroyMethod = "stop")
  Numbering numbering(DataSource dataSource) {
    return new Numbering(dataSource);
  }

  @Bean
  EventStorageEngine eventLog(
      DataSource dataSource,
      TransactionManager transactions,
      Serializer serializer,
      Numbering numbering) {
    return new EventLog(
        dataSource,
        transactions,
        (LogSerializer) serializer,
        new SnapshotMemory(SNAPSHOTS_IN_MEMORY),
        numbering::wake);
  }

  @Bean
  EventStore eventStore(EventStorageEngine eventLog) {
    return EmbeddedEventStore.builder().storageEngine(eventLog).build();
  }

  @Bean(destroyMethod = "shutdown")
  ExecutorService snapshotThread() {
    return Executors.newSingleThreadExecutor(
        task -> {
          Thread thread = new Thread(task, "snapshots");
          thread.setDaemon(true);
          return thread;
        });
  }

  @Bean
  Snapshotter snapshotter(
      EventStore eventStore,
      TransactionManager transactions,
      CommandTime time,
      ExecutorService snapshotThread,
      org.axonframework.config.Configuration configuration) {
    return SpringAggregateSnapshotter.builder()
        .eventStore(eventStore)
        .transactionManager(transactions)
        .executor(time.carriedTo(snapshotThread))
        .repositoryProvider(configuration::repository)
        .build();
  }

  @Bean
  SnapshotTriggerDefinition snapshots(Snapshotter snapshotter) {
    return new EventCountSnapshotTriggerDefinition(snapshotter, SNAPSHOT_EVERY);
  }
}
