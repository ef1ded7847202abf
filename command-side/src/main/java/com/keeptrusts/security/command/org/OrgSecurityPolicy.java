package com.keeptrusts.security.command.org;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.OrgRegistered;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateMember;
import org.axonframework.serialization.Revision;
import org.axonframework.spring.stereotype.Aggregate;

/** A tenant's own settings. Who its members are is a matter of each user, not of this. */
@Aggregate(type = "org", snapshotTriggerDefinition = "snapshots", lockFactory = "noLock")
@Revision("3")
@JsonAutoDetect(
    fieldVisibility = Visibility.ANY,
    getterVisibility = Visibility.NONE,
    isGetterVisibility = Visibility.NONE)
public class OrgSecurityPolicy {

  @SuppressWarnings("UnusedVariable") // Axon reads it.
  @AggregateIdentifier
  private OrgId orgId;

  @SuppressWarnings("UnusedVariable") // Axon hands it commands and events.
  @AggregateMember
  private IpRestrictions ipRestrictions = new IpRestrictions();

  @SuppressWarnings("UnusedVariable") // Axon hands it commands and events.
  @AggregateMember
  private MfaRequirement mfaRequirement = new MfaRequirement();

  /** For Axon, which fills it from its events. */
  protected OrgSecurityPolicy() {}

  @CommandHandler
  OrgSecurityPolicy(RegisterOrg command) {
    apply(new OrgRegistered(command.orgId(), command.name()));
  }

  @EventSourcingHandler
  void on(OrgRegistered event) {
    orgId = event.orgId();
  }
}
