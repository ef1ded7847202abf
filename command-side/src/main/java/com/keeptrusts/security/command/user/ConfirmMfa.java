package com.keeptrusts.security.command.user;

import com.keeptrusts.security.command.authority.Demand;
import com.keeptrusts.security.command.authority.Demands;
import com.keeptrusts.security.command.authority.UserCommand;
import com.keeptrusts.security.enforcement.Gate;
import com.keeptrusts.security.event.EnrollmentId;
import com.keeptrusts.security.event.RecoveryCodeSetId;
import com.keeptrusts.security.event.SessionId;
import com.keeptrusts.security.event.TotpRevision;
import com.keeptrusts.security.event.TotpStep;
import com.keeptrusts.security.event.UserId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Asks that sign-ins need the authenticator app from now on; a code of {@code step} from the secret
 * {@code proven} showed in {@code session} that it works. {@code codes} are the recovery codes that
 * come into force with the first method; with a replaced one the old codes stay and these are left
 * unused.
 */
@Demands(
    value = Demand.OWN_ACCOUNT_REAUTHENTICATED_OR_RECOVERED,
    through = Gate.MFA_ENROLLMENT_REQUIRED)
public record ConfirmMfa(
    @TargetAggregateIdentifier UserId userId,
    EnrollmentId enrollment,
    TotpRevision proven,
    TotpStep step,
    SessionId session,
    RecoveryCodeSetId codes,
    int codeCount)
    implements UserCommand {}
