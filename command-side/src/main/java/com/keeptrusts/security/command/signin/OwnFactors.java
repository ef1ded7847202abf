package com.keeptrusts.security.command.signin;

import com.keeptrusts.security.command.passkey.AuthenticationResponse;
import com.keeptrusts.security.command.password.Password;
import org.jspecify.annotations.Nullable;

/**
 * What a signed-in user types to prove again who they are; which of it is needed, the rules say.
 */
public record OwnFactors(
    Password password,
    @Nullable String totpCode,
    @Nullable String recoveryCode,
    @Nullable AuthenticationResponse passkey) {

  /** The password alone. */
  public OwnFactors(Password password) {
    this(password, null, null, null);
  }

  /** Says nothing of it. */
  @Override
  public String toString() {
    return "OwnFactors";
  }
}
