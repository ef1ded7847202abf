package com.keeptrusts.security.command.user;

/** A second factor that proves again who one is, as a recovery code does not (rule SES-5). */
public sealed interface MfaMethodProof extends SecondFactorProof permits TotpProof, PasskeyProof {}
