package com.keeptrusts.security.command.attempt;

import com.keeptrusts.security.event.Factor;
import com.keeptrusts.security.event.PasswordRevision;
import com.keeptrusts.security.event.ProviderAuthentication;
import com.keeptrusts.security.event.Sha256;
import com.keeptrusts.security.event.UserId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far a sign-in has come. {@code user}: null if the e-mail or identity is unknown, which the
 * caller is not told. {@code password}: the revision that was verified, null before. {@code sso}:
 * what an identity provider vouched for instead.
 */
public record SignInInProgress(
    Sha256 signIn,
    @Nullable UserId user,
    @Nullable PasswordRevision password,
    @Nullable ProviderAuthentication sso,
    Set<Factor> factors,
    @Nullable Sha256 device,
    Instant openedAt,
    Instant expiresAt) {

  public SignInInProgress {
    factors = Set.copyOf(factors);
  }
}
