package com.keeptrusts.security.command.attempt;

import com.keeptrusts.security.event.Authenticator;
import com.keeptrusts.security.event.UserId;
import org.jspecify.annotations.Nullable;

/** {@code count} refusals that were throttled and are not recorded yet. */
public record ThrottledRefusals(
    Authenticator authenticator, SubjectHash subject, @Nullable UserId user, int count) {}
