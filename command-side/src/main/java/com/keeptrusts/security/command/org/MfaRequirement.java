package com.keeptrusts.security.command.org;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.keeptrusts.security.event.MfaPolicyTerms;
import com.keeptrusts.security.event.OrgMfaPolicyChanged;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;

/**
 * What the org demands of its members: the part of {@link OrgSecurityPolicy} that speaks about MFA.
 * Whom it obliges is decided member by member, elsewhere.
 */
@JsonAutoDetect(
    fieldVisibility = Visibility.ANY,
    getterVisibility = Visibility.NONE,
    isGetterVisibility = Visibility.NONE)
class MfaRequirement {

  private MfaPolicyTerms terms = MfaPolicyTerms.NONE;
  private long version;

  @CommandHandler
  void handle(SetOrgMfaPolicy command) {
    MfaPolicyTerms to = command.after(terms);
    if (!to.equals(terms)) {
      apply(new OrgMfaPolicyChanged(command.orgId(), version + 1, terms, to, command.atOnce()));
    }
  }

  @EventSourcingHandler
  void on(OrgMfaPolicyChanged event) {
    terms = event.to();
    version = event.version();
  }
}
