package com.keeptrusts.security.enforcement;

import com.keeptrusts.security.event.OrgId;

/** A tenant, after the event of its stream that has this number. */
public record OrgRow(OrgId id, long revision) {}
