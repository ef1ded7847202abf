package com.keeptrusts.security.command.user;

import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;

/** What may stand beside a first factor: the MFA methods, and the codes for who has lost them. */
record MfaMethods(TotpFactor totp, Passkeys passkeys, RecoveryCodes codes) {

  /** Whether a sign-in takes several factors. */
  boolean on() {
    return totp.on() || passkeys.any();
  }

  void requireOn() {
    if (!on()) {
      throw new Rejected(
          Reason.MFA_NOT_ENABLED, "The account has neither an authenticator app nor a passkey");
    }
  }

  /** Refuses a proof of what is no longer in force (rule SIGN-8), or was used before. */
  void requireProved(SecondFactorProof second) {
    if (second instanceof TotpProof proof) {
      totp.requireProved(proof);
    } else if (second instanceof RecoveryCodeProof proof) {
      codes.requireProved(proof);
    } else if (second instanceof PasskeyProof proof) {
      passkeys.requireProved(proof);
    }
  }
}
