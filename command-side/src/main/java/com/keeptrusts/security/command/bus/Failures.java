package com.keeptrusts.security.command.bus;

import com.keeptrusts.security.command.authority.AboutOrg;
import com.keeptrusts.security.command.authority.Command;
import com.keeptrusts.security.event.Deferred;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.log.SqlStates;
import java.time.Duration;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.springframework.transaction.CannotCreateTransactionException;

/** What a failed command means to its caller, dug out of what frameworks wrap it in. */
final class Failures {

  private Failures() {}

  static RuntimeException translate(Throwable failure, Command command) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof Rejected rejected) {
        return rejected;
      }
      if (cause instanceof ConcurrencyException) {
        return new LostRace(LostRace.Over.REVISION, failure);
      }
      if (cause instanceof AggregateNotFoundException) {
        return nobody(command);
      }
      if (cause instanceof CannotCreateTransactionException) {
        return busy(failure);
      }
    }
    if (SqlStates.isTransient(failure)) {
      return new LostRace(LostRace.Over.of(SqlStates.first(failure)), failure);
    }
    if (SqlStates.isUnavailable(failure)) {
      return busy(failure);
    }
    return failure instanceof RuntimeException unexpected
        ? unexpected
        : new IllegalStateException("A command failed", failure);
  }

  private static Deferred busy(Throwable failure) {
    Deferred busy =
        Deferred.busy("The database does not answer at this moment", Duration.ofSeconds(1));
    busy.initCause(failure);
    return busy;
  }

  /** ORG-1: to an org, a user whom nobody knows is the same as one of others. */
  private static Rejected nobody(Command command) {
    OrgId org = command instanceof AboutOrg about ? about.orgId() : null;
    return org == null
        ? new Rejected(Reason.NOT_FOUND, "There is no such subject")
        : new Rejected(Reason.NOT_A_MEMBER, "The user is no member of org " + org);
  }
}
