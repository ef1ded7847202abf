package com.keeptrusts.security.event;

import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** A new set of recovery codes was shown once and replaces every earlier one. */
@EventName("user.recovery-codes-issued")
@Revision("1")
@TellsUser
public record RecoveryCodesIssued(
    UserId userId, RecoveryCodeSetId set, int count, @Nullable RecoveryCodeSetId replaced)
    implements UserSecurityEvent {}
