package com.keeptrusts.security.event;

import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * The org demands something else of its members from now on. {@code version}: how many times it
 * changed. {@code reason}: why it is enforced at once, if it is.
 */
@EventName("org.mfa-policy-changed")
@Revision("1")
public record OrgMfaPolicyChanged(
    OrgId orgId, long version, MfaPolicyTerms from, MfaPolicyTerms to, @Nullable String reason)
    implements OrgSecurityEvent {}
