package com.keeptrusts.security.command.client;

import com.keeptrusts.security.command.PlainText;
import com.keeptrusts.security.command.authority.Command;
import com.keeptrusts.security.command.authority.Demand;
import com.keeptrusts.security.command.authority.Demands;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.ServiceClientId;
import com.keeptrusts.security.event.Sha256;
import java.time.Instant;
import java.util.Set;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Asks that a program may call, within these scopes, with the credential whose digest this is. */
@Demands(value = Demand.SERVICE_CLIENT, scope = Scope.SERVICE_CLIENTS)
public record IssueServiceCredential(
    @TargetAggregateIdentifier ServiceClientId clientId,
    String name,
    Set<Scope> scopes,
    Sha256 credentialHash,
    Instant expiresAt)
    implements Command {

  private static final int LONGEST_NAME = 100;

  public IssueServiceCredential {
    PlainText.require("A name", name, LONGEST_NAME);
    if (scopes.isEmpty()) {
      throw new Rejected(
          Reason.INVALID_VALUE,
          "A service client without any scope could do nothing: name at least one");
    }
    scopes = Set.copyOf(scopes);
  }
}
