package com.keeptrusts.security.command.lookup;

import com.keeptrusts.security.event.ExternalIdentityId;
import com.keeptrusts.security.event.UserId;

/** Whose link it is. That it is still in force is held against the aggregate (rule SIGN-8). */
public record LinkedIdentity(UserId user, ExternalIdentityId identity) {}
