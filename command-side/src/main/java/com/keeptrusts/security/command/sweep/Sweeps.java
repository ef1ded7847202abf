package com.keeptrusts.security.command.sweep;

import com.keeptrusts.security.command.attempt.Attempts;
import com.keeptrusts.security.command.attempt.PendingEmails;
import com.keeptrusts.security.command.attempt.SignInsInProgress;
import com.keeptrusts.security.command.attempt.ThrottledRecords;
import com.keeptrusts.security.command.authority.Caller;
import com.keeptrusts.security.command.bus.Commands;
import com.keeptrusts.security.command.bus.IdempotencyRows;
import com.keeptrusts.security.command.org.ExpireIpSuspension;
import com.keeptrusts.security.command.passkey.Challenges;
import com.keeptrusts.security.command.totp.Enrollments;
import com.keeptrusts.security.command.user.CheckMfaGracePeriod;
import com.keeptrusts.security.command.user.ExpireSession;
import com.keeptrusts.security.command.user.RecordThrottledRefusals;
import com.keeptrusts.security.command.vault.VaultUpkeep;
import com.keeptrusts.security.enforcement.OverdueGracePeriods;
import com.keeptrusts.security.enforcement.OverdueGracePeriods.Overdue;
import com.keeptrusts.security.enforcement.RunOutSession;
import com.keeptrusts.security.enforcement.RunOutSessions;
import com.keeptrusts.security.enforcement.RunOutSuspensions;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.SessionId;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Forgets what is over, and tells the log what ended by itself. In small steps, each of which may
 * run on several nodes at once and be run again.
 */
@Component
public final class Sweeps {

  private static final Logger LOG = LoggerFactory.getLogger(Sweeps.class);
  private static final Caller SYSTEM = Caller.system("sweep");
  private static final int BATCH = 100;
  private static final int MOST_BATCHES = 100;

  private final VaultUpkeep vault;
  private final SignInsInProgress signIns;
  private final Attempts attempts;
  private final Enrollments enrollments;
  private final PendingEmails pendingEmails;
  private final Challenges challenges;
  private final IdempotencyRows idempotency;
  private final ThrottledRecords throttledRecords;
  private final RunOutSessions runOutSessions;
  private final RunOutSuspensions runOutSuspensions;
  private final OverdueGracePeriods overdueGracePeriods;
  private final Commands commands;

  public Sweeps(
      VaultUpkeep vault,
      SignInsInProgress signIns,
      Attempts attempts,
      Enrollments enrollments,
      PendingEmails pendingEmails,
      Challenges challenges,
      IdempotencyRows idempotency,
      ThrottledRecords throttledRecords,
      Commands commands,
      DataSource dataSource) {
    this.vault = vault;
    this.signIns = signIns;
    this.attempts = attempts;
    this.enrollments = enrollments;
    this.pendingEmails = pendingEmails;
    this.challenges = challenges;
    this.idempotency = idempotency;
    this.throttledRecords = throttledRecords;
    this.runOutSessions = new RunOutSessions(dataSource);
    this.runOutSuspensions = new RunOutSuspensions(dataSource);
    this.overdueGracePeriods = new OverdueGracePeriods(dataSource);
    this.commands = commands;
  }

  /** Secrets that no fact in force names. */
  public void forgetSecrets() {
    inBatches(() -> vault.sweep(BATCH));
  }

  /**
   * Sign-ins in progress, counters, enrolments, challenges and idempotency keys whose time is over.
   */
  public void forgetWhatExpired() {
    inBatches(() -> signIns.sweep(BATCH));
    inBatches(() -> attempts.sweep(BATCH));
    inBatches(() -> enrollments.sweep(BATCH));
    inBatches(() -> pendingEmails.sweep(BATCH));
    inBatches(() -> challenges.sweep(BATCH));
    inBatches(() -> idempotency.sweep(BATCH));
  }

  /**
   * The end of a session that ran out becomes a fact, with the instant it ended (rule SES-1). Each
   * is tried once, so that those that cannot be recorded now stop nobody else's, however many they
   * are; the next sweep finds them again.
   */
  public void recordRunOutSessions() {
    AtomicReference<SessionId> last = new AtomicReference<>();
    inBatches(
        () -> {
          List<RunOutSession> found = runOutSessions.find(last.get(), BATCH);
          for (RunOutSession session : found) {
            record(session);
            last.set(session.session());
          }
          return found.size();
        });
  }

  /** The end of a suspension becomes a fact, with the instant it ended (rule IP-8). */
  public void recordEndsOfSuspensions() {
    for (OrgId org : runOutSuspensions.find(BATCH)) {
      try {
        commands.send(new ExpireIpSuspension(org), SYSTEM);
      } catch (RuntimeException failed) {
        LOG.warn("The end of the suspension of org {} is not recorded yet", org, failed);
      }
    }
  }

  /** What a timer ought to have told a while ago, and did not, is told (rule POL-4). */
  public void recordEndsOfGracePeriods() {
    AtomicReference<Overdue> last = new AtomicReference<>();
    inBatches(
        () -> {
          List<Overdue> found = overdueGracePeriods.find(last.get(), BATCH);
          for (Overdue overdue : found) {
            check(overdue);
            last.set(overdue);
          }
          return found.size();
        });
  }

  private void check(Overdue overdue) {
    try {
      commands.send(new CheckMfaGracePeriod(overdue.user(), overdue.org()), SYSTEM);
    } catch (RuntimeException failed) {
      LOG.warn("A grace period of user {} is not told of yet", overdue.user(), failed);
    }
  }

  private void record(RunOutSession session) {
    try {
      commands.send(
          new ExpireSession(session.user(), session.session(), session.cause(), session.endedAt()),
          SYSTEM);
    } catch (RuntimeException failed) {
      LOG.warn("The end of session {} is not recorded yet", session.session(), failed);
    }
  }

  /**
   * Throttled refusals after which nobody came to tell of them (rule SIGN-7). The counters go in
   * the transaction that records them: none is lost, and none is told twice.
   */
  public void recordThrottledRefusals() {
    inBatches(
        () -> {
          boolean left = throttledRecords.hasLeftovers();
          if (left) {
            commands.send(new RecordThrottledRefusals(BATCH), SYSTEM);
          }
          return left ? BATCH : 0;
        });
  }

  /** Until a batch is not full; what is left after very many is for the next sweep. */
  private static void inBatches(IntSupplier batch) {
    int batches = 0;
    while (batches < MOST_BATCHES && batch.getAsInt() == BATCH) {
      batches++;
    }
  }
}
