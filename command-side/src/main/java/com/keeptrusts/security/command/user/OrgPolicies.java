package com.keeptrusts.security.command.user;

import com.keeptrusts.security.event.MfaPolicies;
import com.keeptrusts.security.event.OrgId;

/** What orgs demand of their members, asked while a user's command is decided. */
@FunctionalInterface
public interface OrgPolicies {

  /**
   * All that the org demanded so far. Until the command is over it demands nothing else: the org's
   * row is locked, later than in the order of all others where the command did not name the org.
   * Who meets somebody in the other order is run again.
   */
  MfaPolicies of(OrgId org);
}
