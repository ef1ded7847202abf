package com.keeptrusts.security.event;

/** What an address rule does with the addresses of its block (rule IP-2). */
public enum IpRuleAction {
  /** They may pass; once an org has such a rule, others may not. */
  ALLOW,
  /** They may not, whatever else is said of them. */
  DENY
}
