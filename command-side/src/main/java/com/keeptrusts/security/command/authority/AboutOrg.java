package com.keeptrusts.security.command.authority;

import com.keeptrusts.security.event.OrgId;
import org.jspecify.annotations.Nullable;

/** A command that concerns an org, whosever account it changes; the org's row is locked first. */
public interface AboutOrg {

  /** The org; absent where the operator acts on the account alone. */
  @Nullable OrgId orgId();
}
