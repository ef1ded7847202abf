package com.keeptrusts.security.enforcement;

import com.keeptrusts.security.event.ClientAddress;
import com.keeptrusts.security.event.Personal;
import com.keeptrusts.security.event.UserAgent;
import org.jspecify.annotations.Nullable;

/** A live session, and where it was started as far as that is known; both sealed. */
public record KnownSession(
    SessionRow session,
    @Nullable Personal<ClientAddress> address,
    @Nullable Personal<UserAgent> agent) {}
