package com.keeptrusts.security.command.signin;

import com.keeptrusts.security.enforcement.AuthorityRows;
import com.keeptrusts.security.enforcement.Decision;
import com.keeptrusts.security.enforcement.Decisions;
import com.keeptrusts.security.enforcement.Question;
import com.keeptrusts.security.web.DoorCaller;
import org.springframework.stereotype.Component;

/** Shows a session that was just started, with what its user has to do first. */
@Component
public final class Sessions {

  private final Decisions decisions;
  private final AuthorityRows rows;

  public Sessions(Decisions decisions, AuthorityRows rows) {
    this.decisions = decisions;
    this.rows = rows;
  }

  public SessionAnswer answer(DoorCaller door, NewSession session) {
    Decision decision =
        decisions.decide(new Question(session.tokenHash(), null, door.requireAddress()));
    return new SessionAnswer(session.token(), session.id(), decision.gates());
  }

  /** Whether it has not ended since; as an open transaction sees it. */
  boolean isLive(NewSession session) {
    return rows.look(null, null, session.tokenHash(), null).liveSession().isPresent();
  }
}
