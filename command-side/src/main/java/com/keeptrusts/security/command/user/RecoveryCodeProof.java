package com.keeptrusts.security.command.user;

import com.keeptrusts.security.event.Factor;
import com.keeptrusts.security.event.RecoveryCodeSetId;
import com.keeptrusts.security.event.TotpStep;
import org.jspecify.annotations.Nullable;

/** The code at this place of the set, counted from 0, was typed. */
public record RecoveryCodeProof(RecoveryCodeSetId set, int place) implements SecondFactorProof {

  @Override
  public Factor factor() {
    return Factor.RECOVERY_CODE;
  }

  @Override
  public @Nullable TotpStep acceptedStep() {
    return null;
  }
}
