package com.keeptrusts.security.event;

import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * A sign-in, or a step of one, went nowhere. It belongs to no aggregate, so that a guesser can
 * neither grow nor contend an account. {@code userId} if the account is known, else only a keyed
 * hash of what was typed. Once throttled, {@code count} of them within a minute are one record
 * (rule SIGN-7).
 */
@EventName("sign-in.refused")
@Revision("1")
public record SignInRefused(
    @Nullable UserId userId,
    @Nullable String emailHash,
    Factor factor,
    SignInRefusal reason,
    int count)
    implements SecurityEvent {}
