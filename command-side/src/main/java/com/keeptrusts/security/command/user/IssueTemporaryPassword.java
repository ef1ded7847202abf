package com.keeptrusts.security.command.user;

import com.keeptrusts.security.command.authority.AboutOrg;
import com.keeptrusts.security.command.authority.Demand;
import com.keeptrusts.security.command.authority.Demands;
import com.keeptrusts.security.command.authority.UserCommand;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.PasswordRevision;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.UserId;
import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Asks that a random password, shown once, is the user's until {@code expiresAt} and good for
 * choosing another (rule PWD-3). Without an org a service client asks: with the scope {@code
 * operate} for any account, with {@code directory} for a newcomer's (rule ORG-3).
 */
@Demands(
    value = Demand.ORG_ADMIN,
    scope = {Scope.DIRECTORY, Scope.OPERATE})
public record IssueTemporaryPassword(
    @TargetAggregateIdentifier UserId userId,
    @Nullable OrgId orgId,
    PasswordRevision revision,
    Instant expiresAt)
    implements UserCommand, AboutOrg {}
