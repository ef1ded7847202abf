package com.keeptrusts.security.command.signin;

import com.keeptrusts.security.event.Factor;
import com.keeptrusts.security.event.SessionId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A user's live sessions, the one that started last at the front (rule SES-2). */
public record OwnSessionsAnswer(List<OwnSession> sessions) {

  /**
   * One of them.
   *
   * @param current whether it is the one that asks
   * @param device what the browser called itself at the sign-in, in words; absent if that says
   *     nothing
   * @param address where the user was at the sign-in; absent if nobody said
   * @param startedAt when the sign-in was complete
   * @param lastSeenAt when it was last used, at most a minute earlier than it was
   * @param endsAt when it ends by itself if it is not used again
   */
  public record OwnSession(
      SessionId session,
      boolean current,
      @Nullable String device,
      @Nullable String address,
      Instant startedAt,
      Instant lastSeenAt,
      Instant endsAt,
      List<Factor> factors) {

    /** Where somebody was is nobody else's business. */
    @Override
    public String toString() {
      return "OwnSession";
    }
  }
}
