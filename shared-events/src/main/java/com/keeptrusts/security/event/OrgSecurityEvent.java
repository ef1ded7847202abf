package com.keeptrusts.security.event;

/** What can have happened to an org's own settings. */
public sealed interface OrgSecurityEvent extends SecurityEvent
    permits OrgRegistered,
        IpRuleAdded,
        IpRuleChanged,
        IpRuleRemoved,
        IpRestrictionsSuspended,
        IpRestrictionsResumed,
        OrgMfaPolicyChanged {

  OrgId orgId();
}
