package com.keeptrusts.security.command.user;

import com.keeptrusts.security.command.authority.Demand;
import com.keeptrusts.security.command.authority.Demands;
import com.keeptrusts.security.command.authority.UserCommand;
import com.keeptrusts.security.enforcement.Gate;
import com.keeptrusts.security.event.PasswordRevision;
import com.keeptrusts.security.event.SessionId;
import com.keeptrusts.security.event.Sha256;
import com.keeptrusts.security.event.UserId;
import java.time.Duration;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Asks to replace the temporary password, which was verified once more as {@code verified}, by the
 * one that the user chose. {@code second} is needed from who has a second factor. {@code session}
 * is the one that asks; a fresh one goes on after it.
 */
@Demands(value = Demand.OWN_ACCOUNT, through = Gate.PASSWORD_ROTATION_REQUIRED)
public record RotatePassword(
    @TargetAggregateIdentifier UserId userId,
    PasswordRevision verified,
    PasswordRevision next,
    @Nullable SecondFactorProof second,
    SessionId session,
    SessionId newSession,
    Sha256 newTokenHash,
    Duration lifetime,
    Duration idleTimeout)
    implements UserCommand {}
