package com.keeptrusts.security.command.user;

import com.keeptrusts.security.command.authority.AboutOrg;
import com.keeptrusts.security.command.authority.Demand;
import com.keeptrusts.security.command.authority.Demands;
import com.keeptrusts.security.command.authority.UserCommand;
import com.keeptrusts.security.event.InvitationId;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.Sha256;
import com.keeptrusts.security.event.UserId;
import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Asks that the user may join the org with a secret that works once; a newer invitation into the
 * same org replaces the older.
 */
@Demands(value = Demand.ORG_ADMIN, scope = Scope.DIRECTORY)
public record InviteMember(
    @TargetAggregateIdentifier UserId userId,
    OrgId orgId,
    InvitationId invitation,
    Sha256 secretHash,
    Role role,
    Instant expiresAt)
    implements UserCommand, AboutOrg {}
