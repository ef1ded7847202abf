package com.keeptrusts.security.command.bus;

import com.keeptrusts.security.command.authority.Caller;
import com.keeptrusts.security.command.authority.Command;
import com.keeptrusts.security.event.Deferred;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.event.SubjectRevision;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Sends a command and waits for its commit: through the subject's queue, into the bus, which alone
 * opens the transaction. What lost a race against another node runs again from its start, every
 * check included.
 */
@Component
public final class Commands {

  private static final int TRIES = 5;
  private static final long LONGEST_PAUSE_NANOS = 20_000_000;

  private final CommandBus bus;
  private final SubjectQueue queue;
  private final CommandMetrics metrics;

  public Commands(CommandBus bus, SubjectQueue queue, CommandMetrics metrics) {
    this.bus = bus;
    this.queue = queue;
    this.metrics = metrics;
  }

  /**
   * Decides a command.
   *
   * @return how far its subject came; what is answered is committed
   * @throws Rejected if the rules say no, or others were faster several times ({@link
   *     Reason#CONFLICT})
   * @throws Deferred if too much work is waiting
   */
  public SubjectRevision send(Command command, Caller caller) {
    return send(command, caller, null);
  }

  /**
   * The same; with a claim on an idempotency key, which the command takes before all else.
   *
   * @throws AnsweredBefore if it is a repeat
   */
  SubjectRevision send(Command command, Caller caller, @Nullable Claim claim) {
    requireNothingAround();
    return metrics.timed(command, () -> inTurn(command, caller, claim));
  }

  private SubjectRevision inTurn(Command command, Caller caller, @Nullable Claim claim) {
    Object subject = CommandSubject.of(command);
    return subject == null
        ? repeat(command, caller, claim)
        : queue.take(subject.toString(), () -> repeat(command, caller, claim));
  }

  /** Else what is answered could still be rolled back, and a conflict could not be run again. */
  private static void requireNothingAround() {
    if (CurrentUnitOfWork.isStarted()
        || TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException(
          "A command is sent outside of any transaction and of any other command");
    }
  }

  private SubjectRevision repeat(Command command, Caller caller, @Nullable Claim claim) {
    for (int i = 1; i < TRIES; i++) {
      try {
        return once(command, caller, claim);
      } catch (LostRace lost) {
        metrics.runsAgain(lost);
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(i * LONGEST_PAUSE_NANOS));
      }
    }
    try {
      return once(command, caller, claim);
    } catch (LostRace lost) {
      throw new Rejected(
          Reason.CONFLICT,
          "Others changed the same subject at the same moment: repeat the request");
    }
  }

  private SubjectRevision once(Command command, Caller caller, @Nullable Claim claim) {
    Receipt receipt = new Receipt();
    Outcome outcome = new Outcome();
    try {
      bus.<Command, Object>dispatch(
          new GenericCommandMessage<>(command, metadata(caller, receipt, claim)),
          (message, result) -> outcome.result = result);
    } catch (RuntimeException noTransaction) {
      throw Failures.translate(noTransaction, command);
    }
    CommandResultMessage<?> result = outcome.result;
    if (result == null) {
      throw new IllegalStateException("The bus answers on the calling thread");
    }
    if (result.isExceptional()) {
      throw Failures.translate(result.exceptionResult(), command);
    }
    SubjectRevision reached = receipt.revision();
    return reached == null ? NOTHING : reached;
  }

  private static final SubjectRevision NOTHING = new SubjectRevision("none", 0);

  private static final class Outcome {
    private @Nullable CommandResultMessage<?> result;
  }

  private static Map<String, ?> metadata(Caller caller, Receipt receipt, @Nullable Claim claim) {
    Map<String, Object> metadata = new HashMap<>(caller.origin().toMetadata());
    metadata.put(AuthorityInterceptor.CALLER, caller);
    metadata.put(Receipt.KEY, receipt);
    if (claim != null) {
      metadata.put(Claim.KEY, claim);
    }
    return metadata;
  }
}
