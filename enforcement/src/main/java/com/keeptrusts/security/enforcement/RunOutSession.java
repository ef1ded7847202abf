package com.keeptrusts.security.enforcement;

import com.keeptrusts.security.event.EndCause;
import com.keeptrusts.security.event.SessionId;
import com.keeptrusts.security.event.UserId;
import java.time.Instant;

/** A session that is over by itself, idle or expired, without a record of it yet. */
public record RunOutSession(UserId user, SessionId session, EndCause cause, Instant endedAt) {}
