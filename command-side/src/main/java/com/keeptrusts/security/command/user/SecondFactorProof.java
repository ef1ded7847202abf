package com.keeptrusts.security.command.user;

import com.keeptrusts.security.event.Factor;
import com.keeptrusts.security.event.TotpStep;
import org.jspecify.annotations.Nullable;

/**
 * What a ceremony verified as second factor, against which revision of the credential (rule
 * SIGN-8).
 */
public sealed interface SecondFactorProof permits MfaMethodProof, RecoveryCodeProof {

  Factor factor();

  /** The authenticator's step that is used up by this. */
  @Nullable TotpStep acceptedStep();
}
