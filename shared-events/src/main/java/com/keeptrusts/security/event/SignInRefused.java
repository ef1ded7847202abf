package com.keeptrusts.security.event;

import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * A sign-in, or a step of one, went nowhere. It belongs to no aggregate, so that a guesser can
 * neither grow nor contend an account. {@code userId} if the account is known, else only a keyed
 * hash of what was typed ({@code emailHash}), or of what an identity provider vouched for or which
 * passkey was shown ({@code identityHash}). Once throttled, {@code count} of them within a minute
 * are one record (rule SIGN-7).
 */
@EventName("sign-in.refused")
@Revision("2")
public record SignInRefused(
    @Nullable UserId userId,
    @Nullable String emailHash,
    Factor factor,
    SignInRefusal reason,
    int count,
    @Nullable String identityHash)
    implements SecurityEvent {

  /** One in which no identity provider or passkey spoke for anybody unknown. */
  public SignInRefused(
      @Nullable UserId userId,
      @Nullable String emailHash,
      Factor factor,
      SignInRefusal reason,
      int count) {
    this(userId, emailHash, factor, reason, count, null);
  }
}
