package com.keeptrusts.security.command.user;

import com.keeptrusts.security.event.Factor;
import com.keeptrusts.security.event.PasswordRevision;
import com.keeptrusts.security.event.ProviderAuthentication;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The password of this revision was typed. */
public record PasswordProof(PasswordRevision verified) implements FirstFactorProof {

  @Override
  public Factor factor() {
    return Factor.PASSWORD;
  }

  @Override
  public boolean isMultiFactor() {
    return false;
  }

  @Override
  public @Nullable ProviderAuthentication sso(Instant now) {
    return null;
  }
}
