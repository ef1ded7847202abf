package com.keeptrusts.security.command.attempt;

import com.keeptrusts.security.event.Authenticator;
import com.keeptrusts.security.event.UserId;
import org.jspecify.annotations.Nullable;

/**
 * One try of an authenticator: of whom, as far as it is known, and from where. Tries of one
 * authenticator and subject from one place share a counter. {@code user} is for the record, and for
 * how long the counter is kept.
 */
public record Guess(
    Authenticator authenticator, SubjectHash subject, GuessedFrom from, @Nullable UserId user) {}
