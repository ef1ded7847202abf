package com.keeptrusts.security.enforcement;

import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.UserId;

/** An accepted membership. */
public record MembershipRow(UserId user, OrgId org, Role role, boolean suspended) {}
