package com.keeptrusts.security.command.sweep;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.keeptrusts.security.log.DatabaseClock;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Runs each sweep every few seconds on one of the nodes, whichever comes first, and lets timers go
 * off; what a node began that died goes on elsewhere. The names are stored and stay as they are.
 */
@Component
final class SweepSchedule implements SmartLifecycle {

  static final String TABLE = "command.scheduled_task";
  private static final int THREADS = 3;
  private static final Duration HEARTBEAT = Duration.ofSeconds(5);
  private static final int MISSED_HEARTBEATS = 4;
  private static final Duration POLLING = Duration.ofSeconds(2);
  private static final Duration WALKING = Duration.ofSeconds(2);
  private static final Duration STOPPING = Duration.ofSeconds(15);

  private final Sweeps sweeps;
  private final SweepSettings settings;
  private final DataSource dataSource;
  private final DatabaseClock clock;
  private final MfaWalk mfaWalk;
  private final Task<?> timers;
  private @Nullable Scheduler scheduler;

  SweepSchedule(
      Sweeps sweeps,
      MfaWalk mfaWalk,
      Task<?> timerTask,
      SweepSettings settings,
      DataSource dataSource,
      DatabaseClock clock) {
    this.sweeps = sweeps;
    this.settings = settings;
    this.dataSource = dataSource;
    this.clock = clock;
    this.mfaWalk = mfaWalk;
    this.timers = timerTask;
  }

  private Scheduler scheduler() {
    return Scheduler.create(dataSource, timers)
        .startTasks(
            task("sweep.vault", sweeps::forgetSecrets),
            task("sweep.expired", sweeps::forgetWhatExpired),
            task("sweep.sessions", sweeps::recordRunOutSessions),
            task("sweep.suspensions", sweeps::recordEndsOfSuspensions),
            task("sweep.grace-periods", sweeps::recordEndsOfGracePeriods),
            Tasks.recurring("walk.mfa-policies", FixedDelay.of(WALKING))
                .execute((instance, context) -> mfaWalk.run()),
            task("sweep.refusals", sweeps::recordThrottledRefusals))
        .tableName(TABLE)
        .serializer(new TaskData())
        .clock(new SweepClock(clock, Clock.systemUTC()))
        .threads(THREADS)
        .pollingInterval(POLLING)
        .heartbeatInterval(HEARTBEAT)
        .missedHeartbeatsLimit(MISSED_HEARTBEATS)
        .shutdownMaxWait(STOPPING)
        .build();
  }

  private RecurringTask<Void> task(String name, Runnable sweep) {
    return Tasks.recurring(name, FixedDelay.of(settings.every()))
        .execute((instance, context) -> sweep.run());
  }

  @Override
  public boolean isAutoStartup() {
    return settings.enabled();
  }

  @Override
  public synchronized void start() {
    if (scheduler == null) {
      scheduler = scheduler();
      scheduler.start();
    }
  }

  @Override
  public synchronized void stop() {
    if (scheduler != null) {
      scheduler.stop();
      scheduler = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return scheduler != null;
  }
}
