package com.keeptrusts.security.enforcement;

import static com.keeptrusts.security.enforcement.TestRows.NINE;
import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.event.Factor;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ReauthenticationTest {

  private static final Instant TEN_MINUTES_LATER = NINE.plus(Duration.ofMinutes(10));
  private static final UserRow WITH_MFA = TestRows.user(true);
  private static final UserRow WITHOUT_MFA = TestRows.user(false);

  @Test
  @Tag("SES-5")
  void a_sign_in_counts_for_ten_minutes() {
    SessionRow session = TestRows.signedInWith(Factor.PASSWORD);

    assertThat(Reauthentication.isFresh(session, WITHOUT_MFA, TEN_MINUTES_LATER)).isTrue();
    assertThat(Reauthentication.isFresh(session, WITHOUT_MFA, TEN_MINUTES_LATER.plusMillis(1)))
        .isFalse();
  }

  @Test
  @Tag("SES-5")
  void it_takes_several_factors_once_the_user_has_an_mfa_method() {
    assertThat(Reauthentication.isFresh(TestRows.signedInWith(Factor.PASSWORD), WITH_MFA, NINE))
        .isFalse();
    assertThat(
            Reauthentication.isFresh(
                TestRows.signedInWith(Factor.PASSWORD, Factor.TOTP), WITH_MFA, NINE))
        .isTrue();
  }

  @Test
  @Tag("SES-5")
  void the_same_factor_twice_is_one() {
    assertThat(
            Reauthentication.isFresh(
                TestRows.signedInWith(Factor.PASSWORD, Factor.PASSWORD), WITH_MFA, NINE))
        .isFalse();
  }

  @Test
  @Tag("SES-5")
  void a_sign_in_by_recovery_code_is_no_re_authentication() {
    SessionRow session = TestRows.signedInWith(Factor.PASSWORD, Factor.RECOVERY_CODE);

    assertThat(Reauthentication.isFresh(session, WITH_MFA, NINE)).isFalse();
    assertThat(Reauthentication.isFresh(session, WITHOUT_MFA, NINE)).isFalse();
  }

  @Test
  @Tag("TOTP-5")
  void a_sign_in_by_recovery_code_lets_replace_the_authenticator_for_ten_minutes() {
    SessionRow session = TestRows.signedInWith(Factor.PASSWORD, Factor.RECOVERY_CODE);

    assertThat(Reauthentication.isFreshRecovery(session, WITH_MFA, TEN_MINUTES_LATER)).isTrue();
    assertThat(Reauthentication.isFreshRecovery(session, WITH_MFA, TEN_MINUTES_LATER.plusMillis(1)))
        .isFalse();
  }

  @Test
  @Tag("TOTP-5")
  void nothing_but_a_recovery_code_counts_as_recovery_and_only_while_mfa_is_on() {
    assertThat(
            Reauthentication.isFreshRecovery(
                TestRows.signedInWith(Factor.PASSWORD, Factor.TOTP), WITH_MFA, NINE))
        .isFalse();
    assertThat(
            Reauthentication.isFreshRecovery(
                TestRows.signedInWith(Factor.PASSWORD, Factor.RECOVERY_CODE), WITHOUT_MFA, NINE))
        .isFalse();
  }
}
