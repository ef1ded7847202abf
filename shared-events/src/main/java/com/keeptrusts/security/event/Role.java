package com.keeptrusts.security.event;

/** What a member may do in an org, from least to most (rule ORG-1). */
public enum Role {
  /** The own account only. */
  MEMBER,
  /** Reads the org's audit and compliance answers, writes nothing but the own account. */
  COMPLIANCE_REVIEWER,
  /** Policy, rules, members. */
  ADMIN,
  /** Everything, and alone may make, change or touch another owner. */
  OWNER;

  public boolean administers() {
    return this == ADMIN || this == OWNER;
  }

  public boolean reviews() {
    return administers() || this == COMPLIANCE_REVIEWER;
  }
}
