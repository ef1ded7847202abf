package com.keeptrusts.security.command.attempt;

import com.keeptrusts.security.event.PasskeyId;

/**
 * A passkey that began a sign-in as one factor of two, and what its answer said: how often it has
 * signed, whether it is synced, and whether it verified its user, which is not believed yet.
 */
public record PasskeyInProgress(
    PasskeyId passkey, long signCount, boolean backedUp, boolean userVerified) {}
