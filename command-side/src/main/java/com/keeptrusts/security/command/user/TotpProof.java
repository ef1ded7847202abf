package com.keeptrusts.security.command.user;

import com.keeptrusts.security.event.Factor;
import com.keeptrusts.security.event.TotpRevision;
import com.keeptrusts.security.event.TotpStep;

/** A code of this step, made from this secret, was typed. */
public record TotpProof(TotpRevision revision, TotpStep step) implements MfaMethodProof {

  @Override
  public Factor factor() {
    return Factor.TOTP;
  }

  @Override
  public TotpStep acceptedStep() {
    return step;
  }
}
