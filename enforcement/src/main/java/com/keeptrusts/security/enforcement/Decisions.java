package com.keeptrusts.security.enforcement;

import com.keeptrusts.security.log.SqlStates;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * May this request pass, now? A decision that is asked for after a command was acknowledged
 * reflects that command, on every node (rule SES-4): it is read by a statement that starts after
 * the question arrived, on a connection of its own, so that no open transaction's older or
 * uncommitted view gets in. Whatever goes wrong is a denial.
 */
public final class Decisions {

  private static final Logger LOG = LoggerFactory.getLogger(Decisions.class);
  private static final int STATEMENTS_AT_ONCE = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final DataSource dataSource;
  private final LastSeen lastSeen;
  private final OrgAddressRules addressRules;
  private final Outage outage =
      new Outage(LOG, "Without the database nothing is decided, so requests are denied");
  private final SharedStatement<Question, Optional<DecisionRows>> statement =
      new SharedStatement<>(STATEMENTS_AT_ONCE, PATIENCE, this::read);

  /**
   * Decides from the rows that this login may read.
   *
   * @param dataSource of either side, with connections that commit by themselves; up to three at
   *     once are used, and one for each org whose address rules are new here
   */
  public Decisions(DataSource dataSource) {
    this(dataSource, LastSeen.ownThread());
  }

  /** Lets tests say where the use of a session is written down. */
  Decisions(DataSource dataSource, Executor lastSeen) {
    this.dataSource = dataSource;
    this.lastSeen = new LastSeen(dataSource, lastSeen);
    this.addressRules = new OrgAddressRules(dataSource);
  }

  /** Never fails: what cannot be decided is denied as {@link DecisionReason#UNDECIDABLE}. */
  public Decision decide(Question question) {
    try {
      Optional<DecisionRows> rows = statement.ask(question);
      if (rows.isEmpty()) {
        return Decision.deny(DecisionReason.UNDECIDABLE);
      }
      Decision decision =
          DecisionRules.decide(rows.get(), question, addressRules.of(rows.get().org()));
      noteUse(rows.get(), decision);
      return decision;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Decision.deny(DecisionReason.UNDECIDABLE);
    } catch (Exception | StackOverflowError failure) {
      log(failure);
      return Decision.deny(DecisionReason.UNDECIDABLE);
    }
  }

  private void log(Throwable failure) {
    if (failure instanceof TimeoutException || SqlStates.isUnavailable(failure)) {
      outage.happened(failure);
    } else {
      LOG.error("A question could not be decided, so the request is denied", failure);
    }
  }

  /** A session that is live was used, whatever it was refused. */
  private void noteUse(DecisionRows rows, Decision decision) {
    SessionRow session = rows.session();
    if (session != null && session.id().equals(decision.session())) {
      lastSeen.used(session, rows.now());
    }
  }

  private List<Optional<DecisionRows>> read(List<Question> questions) throws SQLException {
    List<DecisionStatement.Key> keys =
        questions.stream()
            .map(asked -> new DecisionStatement.Key(asked.sessionTokenHash(), asked.org()))
            .toList();
    try (Connection connection = dataSource.getConnection()) {
      return DecisionStatement.read(connection, keys);
    }
  }
}
