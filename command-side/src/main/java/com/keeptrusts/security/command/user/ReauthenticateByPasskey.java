package com.keeptrusts.security.command.user;

import com.keeptrusts.security.command.authority.Demand;
import com.keeptrusts.security.command.authority.Demands;
import com.keeptrusts.security.command.authority.UserCommand;
import com.keeptrusts.security.event.SessionId;
import com.keeptrusts.security.event.UserId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Says that the user proved again, in this session, who they are, by a passkey with user
 * verification and nothing else (rule SES-5). Without it a passkey is a second factor.
 */
@Demands(Demand.OWN_ACCOUNT)
public record ReauthenticateByPasskey(
    @TargetAggregateIdentifier UserId userId, SessionId session, PasskeyProof passkey)
    implements UserCommand {}
