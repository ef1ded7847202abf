package com.keeptrusts.security.command.user;

import com.keeptrusts.security.command.authority.Demand;
import com.keeptrusts.security.command.authority.Demands;
import com.keeptrusts.security.command.authority.UserCommand;
import com.keeptrusts.security.enforcement.Gate;
import com.keeptrusts.security.event.EnrollmentId;
import com.keeptrusts.security.event.TotpRevision;
import com.keeptrusts.security.event.UserId;
import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Asks to begin with an authenticator app, the first or another in place of it. The secret of
 * {@code revision} is in the vault already; nothing is on until a code confirms it (rule TOTP-1).
 */
@Demands(
    value = Demand.OWN_ACCOUNT_REAUTHENTICATED_OR_RECOVERED,
    through = Gate.MFA_ENROLLMENT_REQUIRED)
public record EnableMfa(
    @TargetAggregateIdentifier UserId userId,
    EnrollmentId enrollment,
    TotpRevision revision,
    Instant expiresAt)
    implements UserCommand {}
