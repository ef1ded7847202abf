package com.keeptrusts.security.command.attempt;

import com.keeptrusts.security.event.Authenticator;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Counts guesses, each before it is verified and in a transaction of its own, so that any number of
 * them at once, over any number of connections and nodes, get no more verifications than the limit
 * (rule SIGN-5). A counter is set back by a success with that authenticator from the same place,
 * and all of an authenticator by the operator and by a new one of its kind: a new temporary
 * password, a new app, new recovery codes.
 */
public final class Attempts {

  private static final String COUNTER =
      " authenticator = :authenticator AND subject = :subject AND device = :device";

  private final JdbcClient jdbc;
  private final TransactionTemplate ownTransaction;
  private final ThrottleSettings settings;
  private final ThrottledRecords records;

  public Attempts(DataSource dataSource, ThrottleSettings settings) {
    this.jdbc = JdbcClient.create(dataSource);
    this.ownTransaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    this.ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    this.settings = settings;
    this.records = new ThrottledRecords(dataSource);
  }

  /** Counts a guess that is about to be verified, and says whether it may be. */
  public Admission count(Guess guess) {
    return ownTransaction.execute(status -> countLocked(guess));
  }

  /**
   * Takes back a guess that was counted and not verified, since its hash got no turn: who made it
   * learnt nothing. This one alone, in one statement, however many were counted or taken back
   * since; from a counter that was set back meanwhile, nothing. What is left is never less than the
   * guesses that were or may still be verified, so that there are no more of them than the limit.
   * The delay that it caused goes too, if nobody was counted after it.
   */
  public void takeBack(Guess guess, Admission.Counted counted) {
    int limit = limit(guess);
    remembered(
            jdbc.sql(
                """
                UPDATE command.attempt SET
                  failures = failures - 1,
                  not_before = CASE WHEN not_before = :notBefore THEN log.now() ELSE not_before END,
                  forget_at = CASE
                    WHEN failures = 1 THEN log.now()
                    WHEN failures - 1 < :kept THEN log.now() + interval '1 second' * CASE
                      WHEN failures - 1 < :free THEN :few ELSE :many END END
                WHERE counter = :counter AND failures > 0
                """),
            guess,
            limit)
        .param("counter", counted.mark().counter())
        .param("notBefore", counted.mark().notBefore().atOffset(ZoneOffset.UTC))
        .update();
  }

  /** Sets the counter of a guess that was right back to nothing; that of no other place. */
  public void succeeded(Guess guess) {
    counter("DELETE FROM command.attempt WHERE" + COUNTER, guess).update();
  }

  /** The log says that nothing from there is verified any more, so nobody has to tell it again. */
  public void recorded(Guess guess) {
    counter("UPDATE command.attempt SET recorded = true WHERE" + COUNTER, guess).update();
  }

  /** Sets back all counters of an authenticator, in the transaction of the fact that enables it. */
  public void reset(Authenticator authenticator, SubjectHash subject) {
    jdbc.sql(
            "DELETE FROM command.attempt WHERE authenticator = :authenticator AND subject ="
                + " :subject")
        .param("authenticator", authenticator.name())
        .param("subject", subject.value())
        .update();
  }

  /**
   * The password that was guessed at as {@code from} is guessed at as {@code to} from now on. What
   * somebody guesses there at this very moment is counted with it.
   */
  public void move(SubjectHash from, SubjectHash to) {
    reset(Authenticator.PASSWORD, to);
    jdbc.sql(
            """
            WITH moved AS (
              DELETE FROM command.attempt WHERE authenticator = 'PASSWORD' AND subject = :from
              RETURNING *)
            INSERT INTO command.attempt AS there
              (authenticator, subject, device, failures, not_before, forget_at, recorded, counter)
            SELECT authenticator, :to, device, failures, not_before, forget_at, recorded, counter
            FROM moved
            ON CONFLICT (authenticator, subject, device) DO UPDATE SET
              failures = there.failures + EXCLUDED.failures,
              not_before = greatest(there.not_before, EXCLUDED.not_before),
              forget_at = CASE WHEN there.forget_at IS NOT NULL AND EXCLUDED.forget_at IS NOT NULL
                THEN greatest(there.forget_at, EXCLUDED.forget_at) END,
              recorded = there.recorded OR EXCLUDED.recorded
            """)
        .param("from", from.value())
        .param("to", to.value())
        .update();
  }

  /** Forgets up to {@code batch} counters whose time is over. */
  public int sweep(int batch) {
    return jdbc.sql(
            """
            DELETE FROM command.attempt WHERE (authenticator, subject, device) IN (
              SELECT authenticator, subject, device FROM command.attempt
              WHERE forget_at <= log.now() LIMIT :batch
              FOR UPDATE SKIP LOCKED)
            """)
        .param("batch", batch)
        .update();
  }

  private Admission countLocked(Guess guess) {
    int limit = limit(guess);
    Optional<Counter> counted = increment(guess, limit);
    if (counted.isEmpty()) {
      return new Admission.Throttled(retryAfter(guess), records.add(guess));
    }
    Counter counter = counted.get();
    return counter.attempts() > limit
        ? new Admission.Exhausted(counter.attempts(), counter.recorded(), counter.mark())
        : new Admission.Admitted(counter.attempts(), counter.attempts() == limit, counter.mark());
  }

  private int limit(Guess guess) {
    return guess.from().isOwn() ? settings.limitPerDevice() : settings.limit();
  }

  /** A counter after this guess. */
  private record Counter(int attempts, boolean recorded, Admission.Mark mark) {

    static Counter of(ResultSet row) throws SQLException {
      return new Counter(
          row.getInt("failures"),
          row.getBoolean("recorded"),
          new Admission.Mark(
              row.getLong("counter"),
              row.getObject("not_before", OffsetDateTime.class).toInstant()));
    }
  }

  /**
   * One statement, so that no two guesses get the same number. Empty if the guess came too early;
   * the counter's row stays locked to the end of the transaction either way.
   */
  private Optional<Counter> increment(Guess guess, int limit) {
    return remembered(
            counter(
                """
                INSERT INTO command.attempt AS so_far
                  (authenticator, subject, device, failures, not_before, forget_at)
                VALUES (:authenticator, :subject, :device, 1,
                  log.now() + CASE WHEN :free <= 1 THEN :first ELSE 0 END * interval '1 second',
                  CASE WHEN 1 < :kept THEN log.now() + :few * interval '1 second' END)
                ON CONFLICT (authenticator, subject, device) DO UPDATE SET
                  failures = so_far.failures + 1,
                  not_before = log.now() + interval '1 second' * CASE
                    WHEN so_far.failures + 1 < :free THEN 0
                    ELSE least(:longest, :first * power(2, least(so_far.failures + 1 - :free, 40))) END,
                  forget_at = CASE WHEN so_far.failures + 1 < :kept THEN log.now() + interval '1 second' * CASE
                    WHEN so_far.failures + 1 < :free THEN :few ELSE :many END END
                WHERE so_far.not_before <= log.now()
                RETURNING failures, recorded, so_far.counter, not_before
                """,
                guess),
            guess,
            limit)
        .param("first", seconds(settings.firstDelay()))
        .param("longest", seconds(settings.longestDelay()))
        .query((row, number) -> Counter.of(row))
        .optional();
  }

  /** What says how long a counter is remembered. */
  private JdbcClient.StatementSpec remembered(
      JdbcClient.StatementSpec statement, Guess guess, int limit) {
    return statement
        .param("free", settings.freeAttempts())
        .param("kept", keptFrom(guess, limit))
        .param("few", seconds(settings.forgetFew()))
        .param("many", seconds(settings.forgetMany()));
  }

  /**
   * From how many failures on a counter is never forgotten: what is disabled stays disabled until
   * it is enabled. Only what nobody is registered with is forgotten whatever happened.
   */
  private static int keptFrom(Guess guess, int limit) {
    if (guess.authenticator() != Authenticator.PASSWORD) {
      return 0;
    }
    return guess.user() == null ? Integer.MAX_VALUE : limit;
  }

  private Duration retryAfter(Guess guess) {
    long seconds =
        counter(
                "SELECT ceil(extract(epoch FROM not_before - log.now())) FROM command.attempt"
                    + " WHERE"
                    + COUNTER,
                guess)
            .query(Long.class)
            .single();
    return Duration.ofSeconds(Math.max(1, seconds));
  }

  private JdbcClient.StatementSpec counter(String sql, Guess guess) {
    return jdbc.sql(sql)
        .param("authenticator", guess.authenticator().name())
        .param("subject", guess.subject().value())
        .param("device", guess.from().value());
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
