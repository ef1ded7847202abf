package com.keeptrusts.security.event;

import java.time.Instant;
import org.axonframework.serialization.Revision;

/**
 * The session is over and never comes back. {@code endedAt} is when: for an idle or expired one the
 * instant it ran out, which is earlier than this record.
 */
@EventName("user.session-ended")
@Revision("1")
public record SessionEnded(UserId userId, SessionId session, EndCause cause, Instant endedAt)
    implements UserSecurityEvent {}
