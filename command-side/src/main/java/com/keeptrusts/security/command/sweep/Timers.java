package com.keeptrusts.security.command.sweep;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.keeptrusts.security.command.bus.OriginOfCommand;
import com.keeptrusts.security.enforcement.AuthorityRows;
import com.keeptrusts.security.log.CommandTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import javax.sql.DataSource;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.ConfigurationScopeAwareProvider;
import org.axonframework.deadline.dbscheduler.DbSchedulerDeadlineManager;
import org.axonframework.deadline.dbscheduler.DbSchedulerHumanReadableDeadlineDetails;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.axonframework.serialization.Serializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/**
 * Axon's deadlines, kept in the database: set in the transaction of the event that begins what they
 * wait for, so that neither is there without the other. {@link SweepSchedule} lets them go off, on
 * one of the nodes, with the sweeps.
 */
@Configuration(proxyBeanMethods = false)
class Timers {

  private static final Duration AGAIN_AFTER = Duration.ofSeconds(10);

  @Bean
  DbSchedulerDeadlineManager deadlineManager(
      DataSource dataSource,
      TransactionManager transactions,
      Serializer serializer,
      org.axonframework.config.Configuration axon,
      AuthorityRows rows,
      OriginOfCommand origin) {
    DbSchedulerDeadlineManager manager =
        DbSchedulerDeadlineManager.builder()
            .scheduler(setting(dataSource))
            .startScheduler(false)
            .stopScheduler(false)
            .useBinaryPojo(false)
            .serializer(serializer)
            .scopeAwareProvider(new ConfigurationScopeAwareProvider(axon))
            .transactionManager(transactions)
            .build();
    manager.registerDispatchInterceptor(timers -> (index, timer) -> timer.withMetaData(Map.of()));
    manager.registerHandlerInterceptor(new CorrelationDataInterceptor<>(origin));
    manager.registerHandlerInterceptor(new TimerInterceptor(rows));
    return manager;
  }

  /** Only for setting: it joins the transaction that is open, and never starts. */
  private static Scheduler setting(DataSource dataSource) {
    return Scheduler.create(new TransactionAwareDataSourceProxy(dataSource))
        .tableName(SweepSchedule.TABLE)
        .serializer(new TaskData())
        .build();
  }

  /** What lets a timer go off; it goes off again soon if that fails. */
  @Bean
  Task<DbSchedulerHumanReadableDeadlineDetails> timerTask(
      DbSchedulerDeadlineManager manager, TimerMetrics metrics) {
    Task<DbSchedulerHumanReadableDeadlineDetails> axons =
        DbSchedulerDeadlineManager.humanReadableTask(() -> manager);
    return new OneTimeTask<>(
        axons.getName(),
        DbSchedulerHumanReadableDeadlineDetails.class,
        new FailureHandler.OnFailureRetryLater<>(AGAIN_AFTER)) {

      @Override
      public void executeOnce(
          TaskInstance<DbSchedulerHumanReadableDeadlineDetails> timer, ExecutionContext context) {
        Instant due = context.getExecution().getExecutionTime();
        CommandTime.at(due, () -> axons.execute(timer, context));
        metrics.wentOff(due);
      }
    };
  }
}
