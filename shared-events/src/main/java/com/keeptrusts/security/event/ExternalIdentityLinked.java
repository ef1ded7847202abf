package com.keeptrusts.security.event;

import org.axonframework.serialization.Revision;

/**
 * The user signs in from now on also as this subject of this issuer (rule SIGN-3). The pair is this
 * account's only, until the link is taken away. Issuer and subject are sealed.
 */
@EventName("user.external-identity-linked")
@Revision("1")
@TellsUser
public record ExternalIdentityLinked(
    UserId userId,
    ExternalIdentityId identity,
    Personal<Issuer> issuer,
    Personal<ExternalSubject> subject)
    implements UserSecurityEvent {}
