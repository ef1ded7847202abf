package com.keeptrusts.security.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an identity provider vouched for, and through which link of the account.
 *
 * @param authenticatedAt when the provider authenticated the user ({@code auth_time}), never later
 *     than the event; absent if it did not say, and then it is no re-authentication (rule SES-5)
 * @param multiFactor whether the provider's own MFA was asserted and the deployment honours it
 *     (rule SIGN-1)
 */
public record ProviderAuthentication(
    ExternalIdentityId identity, @Nullable Instant authenticatedAt, boolean multiFactor) {}
