package com.keeptrusts.security.command.user;

import com.keeptrusts.security.event.Factor;
import com.keeptrusts.security.event.ProviderAuthentication;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a sign-in began, and against what it has to hold when its session starts (rule SIGN-8). */
public sealed interface FirstFactorProof permits PasswordProof, SsoProof, PasskeyProof {

  Factor factor();

  /** Whether it takes the place of a second factor too (rule SIGN-1). */
  boolean isMultiFactor();

  /** What a provider vouched for, as it is recorded at this instant; absent if none did. */
  @Nullable ProviderAuthentication sso(Instant now);
}
