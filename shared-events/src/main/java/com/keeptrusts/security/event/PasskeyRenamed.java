package com.keeptrusts.security.event;

import org.axonframework.serialization.Revision;

/** The user calls the passkey otherwise from now on. */
@EventName("user.passkey-renamed")
@Revision("1")
public record PasskeyRenamed(UserId userId, PasskeyId passkey, Personal<PasskeyName> name)
    implements UserSecurityEvent {}
