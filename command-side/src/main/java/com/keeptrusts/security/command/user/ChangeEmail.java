package com.keeptrusts.security.command.user;

import com.keeptrusts.security.command.authority.Demand;
import com.keeptrusts.security.command.authority.Demands;
import com.keeptrusts.security.command.authority.UserCommand;
import com.keeptrusts.security.event.EmailAddress;
import com.keeptrusts.security.event.Personal;
import com.keeptrusts.security.event.UserId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Asks to sign in with another e-mail, of which the user proved that they read it (rule ORG-6).
 * {@code from}: the one that is replaced, as it stands in the account.
 */
@Demands(Demand.OWN_ACCOUNT_REAUTHENTICATED)
public record ChangeEmail(
    @TargetAggregateIdentifier UserId userId,
    Personal<EmailAddress> from,
    Personal<EmailAddress> to)
    implements UserCommand {}
