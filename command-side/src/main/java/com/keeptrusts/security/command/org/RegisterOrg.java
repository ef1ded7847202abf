package com.keeptrusts.security.command.org;

import com.keeptrusts.security.command.PlainText;
import com.keeptrusts.security.command.authority.Command;
import com.keeptrusts.security.command.authority.Demand;
import com.keeptrusts.security.command.authority.Demands;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Scope;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Asks for a tenant. Its first owner joins by an invitation. */
@Demands(value = Demand.SERVICE_CLIENT, scope = Scope.DIRECTORY)
public record RegisterOrg(@TargetAggregateIdentifier OrgId orgId, String name) implements Command {

  private static final int LONGEST_NAME = 100;

  public RegisterOrg {
    PlainText.require("A name", name, LONGEST_NAME);
  }
}
