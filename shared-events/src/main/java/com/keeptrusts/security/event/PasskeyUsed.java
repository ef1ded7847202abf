package com.keeptrusts.security.event;

import org.axonframework.serialization.Revision;

/**
 * A passkey signed, and that was accepted: what is known of it from now on (Web Authentication
 * Level 3 §7.2 step 24).
 *
 * @param userVerified whether the authenticator verified its user this time
 * @param uvInitialized whether its verification counts from now on: one that was registered without
 *     is believed only after it came beside another factor
 */
@EventName("user.passkey-used")
@Revision("1")
public record PasskeyUsed(
    UserId userId,
    PasskeyId passkey,
    long signCount,
    boolean backedUp,
    boolean userVerified,
    boolean uvInitialized)
    implements UserSecurityEvent {}
