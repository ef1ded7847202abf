package com.keeptrusts.security.command.org;

import com.keeptrusts.security.enforcement.MfaWalkRows;
import com.keeptrusts.security.event.OrgMfaPolicyChanged;
import com.keeptrusts.security.log.StoredNames;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;

/**
 * Every member is visited after the org's policy changed. Here that is only put down, in the
 * transaction of the event: the visits are commands of their own.
 */
@ProcessingGroup(StoredNames.AUTOMATION)
public final class WhenOrgMfaPolicyChangedThenObligeMembers {

  private final MfaWalkRows walks;

  public WhenOrgMfaPolicyChangedThenObligeMembers(MfaWalkRows walks) {
    this.walks = walks;
  }

  @EventHandler
  void on(OrgMfaPolicyChanged event) {
    walks.begin(event.orgId(), event.version());
  }
}
