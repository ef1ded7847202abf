package com.keeptrusts.security.command.user;

import com.keeptrusts.security.event.Factor;
import com.keeptrusts.security.event.ProviderAuthentication;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An identity provider vouched for the user, through this link. */
public record SsoProof(ProviderAuthentication vouched) implements FirstFactorProof {

  /** How far a provider's clock may be ahead. */
  static final Duration SKEW = Duration.ofMinutes(1);

  @Override
  public Factor factor() {
    return Factor.SSO;
  }

  @Override
  public boolean isMultiFactor() {
    return vouched.multiFactor();
  }

  /**
   * SES-5: nobody was authenticated later than now. What a clock that is a little ahead says is
   * now; what lies further in the future is as if nothing had been said.
   */
  @Override
  public ProviderAuthentication sso(Instant now) {
    return new ProviderAuthentication(
        vouched.identity(), possible(vouched.authenticatedAt(), now), vouched.multiFactor());
  }

  private static @Nullable Instant possible(@Nullable Instant said, Instant now) {
    if (said == null || said.isAfter(now.plus(SKEW))) {
      return null;
    }
    return said.isAfter(now) ? now : said;
  }
}
