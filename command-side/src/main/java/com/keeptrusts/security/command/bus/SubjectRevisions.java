package com.keeptrusts.security.command.bus;

import com.keeptrusts.security.command.authority.Command;
import com.keeptrusts.security.enforcement.EnforcementRevisions;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.ServiceClientId;
import com.keeptrusts.security.event.SubjectRevision;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.log.EventLog;
import java.util.Optional;
import javax.sql.DataSource;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.stereotype.Component;

/** How far a command's subject has come, as its transaction is about to commit. */
@Component
public final class SubjectRevisions {

  private final EnforcementRevisions rows;

  public SubjectRevisions(DataSource dataSource) {
    this.rows = new EnforcementRevisions(dataSource);
  }

  /** Told by what it appends, and by the subject's row if that is nothing. */
  Optional<SubjectRevision> of(Command command, UnitOfWork<?> unit) {
    Object subject = CommandSubject.of(command);
    if (subject instanceof UserId user) {
      return EventLog.appended(unit, user.value())
          .or(() -> rows.of(user))
          .map(revision -> SubjectRevision.of(user, revision));
    }
    if (subject instanceof OrgId org) {
      return EventLog.appended(unit, org.value())
          .or(() -> rows.of(org))
          .map(revision -> SubjectRevision.of(org, revision));
    }
    if (subject instanceof ServiceClientId client) {
      return EventLog.appended(unit, client.value())
          .or(() -> rows.of(client))
          .map(revision -> SubjectRevision.of(client, revision));
    }
    return Optional.empty();
  }
}
