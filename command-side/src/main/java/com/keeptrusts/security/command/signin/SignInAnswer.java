package com.keeptrusts.security.command.signin;

import com.keeptrusts.security.command.lookup.Account;
import com.keeptrusts.security.event.Factor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a sign-in stands. Complete, with a {@code session}; or in progress, with the token {@code
 * signIn} and the second factors that may finish it. {@code deviceToken}, from a new device, is
 * kept there and sent with the next sign-in. After a recovery code, {@code recoveryCodesLeft} says
 * how many remain, and the console asks to set up a new authenticator app.
 */
public record SignInAnswer(
    Status status,
    @Nullable SessionAnswer session,
    @Nullable String signIn,
    @Nullable List<Factor> secondFactors,
    @Nullable String deviceToken,
    @Nullable Integer recoveryCodesLeft,
    @Nullable Boolean setUpNewAuthenticator) {

  /** How far it is. */
  public enum Status {
    COMPLETE,
    SECOND_FACTOR_REQUIRED
  }

  /**
   * What the account has beside its first factor.
   *
   * @param signIn the token that the next step sends
   */
  public static SignInAnswer secondFactorRequired(String signIn, Account account) {
    List<Factor> second = new ArrayList<>();
    if (account.hasPasskeys()) {
      second.add(Factor.PASSKEY);
    }
    if (account.totp() != null) {
      second.add(Factor.TOTP);
    }
    second.add(Factor.RECOVERY_CODE);
    return new SignInAnswer(
        Status.SECOND_FACTOR_REQUIRED, null, signIn, List.copyOf(second), null, null, null);
  }

  static SignInAnswer complete(SessionAnswer session, @Nullable String deviceToken) {
    return new SignInAnswer(Status.COMPLETE, session, null, null, deviceToken, null, null);
  }

  SignInAnswer afterRecoveryCode(int left) {
    return new SignInAnswer(status, session, null, null, deviceToken, left, true);
  }

  /** Says nothing of the tokens. */
  @Override
  public String toString() {
    return "sign-in " + status;
  }
}
