package com.keeptrusts.security.command.user;

import com.keeptrusts.security.command.authority.AboutOrg;
import com.keeptrusts.security.command.authority.Demand;
import com.keeptrusts.security.command.authority.Demands;
import com.keeptrusts.security.command.authority.UserCommand;
import com.keeptrusts.security.event.DisplayName;
import com.keeptrusts.security.event.EmailAddress;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Personal;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.UserId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Asks for an account. It has no way to sign in and no membership yet. {@code createdFor} is the
 * org that needs it and, alone, may let the newcomer in by a temporary password (rule ORG-3).
 * {@code invitedAs} is the role that an invitation will offer next, so that who may not offer it
 * leaves no account behind either.
 */
@Demands(value = Demand.ORG_ADMIN, scope = Scope.DIRECTORY)
public record RegisterUser(
    @TargetAggregateIdentifier UserId userId,
    Personal<EmailAddress> email,
    Personal<DisplayName> displayName,
    @Nullable OrgId createdFor,
    @Nullable Role invitedAs)
    implements UserCommand, AboutOrg {

  /** For nobody who is about to be invited. */
  public RegisterUser(
      UserId userId,
      Personal<EmailAddress> email,
      Personal<DisplayName> displayName,
      @Nullable OrgId createdFor) {
    this(userId, email, displayName, createdFor, null);
  }

  @Override
  public @Nullable OrgId orgId() {
    return createdFor;
  }
}
