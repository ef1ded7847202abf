package com.keeptrusts.security.command.client;

import com.keeptrusts.security.command.authority.Command;
import com.keeptrusts.security.command.authority.Demand;
import com.keeptrusts.security.command.authority.Demands;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.ServiceClientId;
import com.keeptrusts.security.event.Sha256;
import java.time.Duration;
import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Asks for another credential. The one before stays good for {@code overlap}, so that the program
 * can change over, but never longer than it was good for anyway.
 */
@Demands(value = Demand.SERVICE_CLIENT, scope = Scope.SERVICE_CLIENTS)
public record RotateServiceCredential(
    @TargetAggregateIdentifier ServiceClientId clientId,
    Sha256 credentialHash,
    Instant expiresAt,
    Duration overlap)
    implements Command {

  private static final Duration LONGEST_OVERLAP = Duration.ofDays(365);

  public RotateServiceCredential {
    if (overlap.isNegative() || overlap.compareTo(LONGEST_OVERLAP) > 0) {
      throw new Rejected(Reason.INVALID_VALUE, "An overlap is between zero and 365 days");
    }
  }
}
