package com.keeptrusts.security.command.user;

import com.keeptrusts.security.event.Factor;
import com.keeptrusts.security.event.PasskeyId;
import com.keeptrusts.security.event.ProviderAuthentication;
import com.keeptrusts.security.event.TotpStep;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A passkey signed the challenge. As first factor it is several in itself if it is verified; as
 * second one it is another in any case.
 *
 * @param signCount what its counter says, 0 if it does not count
 * @param backedUp whether it is synced now
 * @param userVerified whether the authenticator verified its user
 * @param uvInitialized whether such a verification was believed when this was verified
 */
public record PasskeyProof(
    PasskeyId passkey,
    long signCount,
    boolean backedUp,
    boolean userVerified,
    boolean uvInitialized)
    implements FirstFactorProof, MfaMethodProof {

  @Override
  public Factor factor() {
    return isMultiFactor() ? Factor.VERIFIED_PASSKEY : Factor.PASSKEY;
  }

  @Override
  public boolean isMultiFactor() {
    return userVerified && uvInitialized;
  }

  @Override
  public @Nullable ProviderAuthentication sso(Instant now) {
    return null;
  }

  @Override
  public @Nullable TotpStep acceptedStep() {
    return null;
  }
}
