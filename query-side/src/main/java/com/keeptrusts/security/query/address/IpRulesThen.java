package com.keeptrusts.security.query.address;

import com.keeptrusts.security.event.IpRuleSet;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.OrgSecurityEvent;
import com.keeptrusts.security.event.SecurityEvent;
import com.keeptrusts.security.log.StoredNames;
import com.keeptrusts.security.log.SubjectReader;
import java.time.Instant;

/** The address rules that an org had at some instant, folded from its events (rule IP-6). */
final class IpRulesThen {

  private final SubjectReader history;

  IpRulesThen(SubjectReader history) {
    this.history = history;
  }

  /** None before it was registered. */
  IpRuleSet of(OrgId org, Instant at) {
    IpRuleSet rules = IpRuleSet.NONE;
    for (SecurityEvent event : history.until(StoredNames.ORG, org.value(), at)) {
      if (event instanceof OrgSecurityEvent happened) {
        rules = rules.after(happened);
      }
    }
    return rules;
  }
}
