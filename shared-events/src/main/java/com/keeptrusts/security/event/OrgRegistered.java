package com.keeptrusts.security.event;

import org.axonframework.serialization.Revision;

/** A tenant exists. Its first owner joins by an invitation. */
@EventName("org.registered")
@Revision("1")
public record OrgRegistered(OrgId orgId, String name) implements OrgSecurityEvent {}
