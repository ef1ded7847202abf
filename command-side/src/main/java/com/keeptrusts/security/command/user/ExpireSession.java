package com.keeptrusts.security.command.user;

import com.keeptrusts.security.command.authority.Demand;
import com.keeptrusts.security.command.authority.Demands;
import com.keeptrusts.security.command.authority.UserCommand;
import com.keeptrusts.security.event.EndCause;
import com.keeptrusts.security.event.SessionId;
import com.keeptrusts.security.event.UserId;
import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Says that a session ran out at {@code endedAt}, by its lifetime or because nobody used it. */
@Demands(Demand.SYSTEM)
public record ExpireSession(
    @TargetAggregateIdentifier UserId userId, SessionId session, EndCause cause, Instant endedAt)
    implements UserCommand {

  public ExpireSession {
    if (cause != EndCause.IDLE && cause != EndCause.EXPIRED) {
      throw new IllegalArgumentException("A session expires by its lifetime or by lying idle");
    }
  }
}
