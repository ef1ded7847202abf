package com.keeptrusts.security.event;

import java.util.List;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * The user proved again who they are, so that what needs it is possible for a while (rule SES-5).
 */
@EventName("user.session-reauthenticated")
@Revision("1")
public record SessionReauthenticated(
    UserId userId, SessionId session, List<Factor> factors, @Nullable TotpStep acceptedStep)
    implements UserSecurityEvent {

  public SessionReauthenticated {
    factors = List.copyOf(factors);
  }
}
