package com.keeptrusts.security.event;

import org.axonframework.serialization.Revision;

/**
 * The user signs in from now on also with this passkey, by itself or as a second factor (rules
 * PK-2, SIGN-2). Its credential id is no other account's. {@code provenIn} is the session that
 * registered it and counts as multi-factor from now on (rule TOTP-6).
 */
@EventName("user.passkey-registered")
@Revision("1")
@TellsUser
public record PasskeyRegistered(
    UserId userId,
    PasskeyId passkey,
    PasskeyCredential credential,
    Personal<PasskeyName> name,
    SessionId provenIn)
    implements UserSecurityEvent {}
