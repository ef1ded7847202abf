package com.keeptrusts.security.command.user;

import com.keeptrusts.security.command.authority.Demand;
import com.keeptrusts.security.command.authority.Demands;
import com.keeptrusts.security.command.authority.UserCommand;
import com.keeptrusts.security.enforcement.Gate;
import com.keeptrusts.security.event.PasskeyCredential;
import com.keeptrusts.security.event.PasskeyId;
import com.keeptrusts.security.event.PasskeyName;
import com.keeptrusts.security.event.Personal;
import com.keeptrusts.security.event.RecoveryCodeSetId;
import com.keeptrusts.security.event.SessionId;
import com.keeptrusts.security.event.UserId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Asks that the user may sign in with this passkey, which an authenticator made in {@code session}.
 * {@code codes} are the recovery codes that come into force with the first MFA method; with a
 * further one they are left unused.
 */
@Demands(value = Demand.OWN_ACCOUNT_REAUTHENTICATED, through = Gate.MFA_ENROLLMENT_REQUIRED)
public record RegisterPasskey(
    @TargetAggregateIdentifier UserId userId,
    PasskeyId passkey,
    PasskeyCredential credential,
    Personal<PasskeyName> name,
    SessionId session,
    RecoveryCodeSetId codes,
    int codeCount)
    implements UserCommand {}
