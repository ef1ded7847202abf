package com.keeptrusts.security.command.user;

import static com.keeptrusts.security.command.user.Account.given;
import static com.keeptrusts.security.command.user.TestCredentials.mfa;
import static com.keeptrusts.security.command.user.TestCredentials.ownPassword;
import static com.keeptrusts.security.command.user.TestOrgs.ACME;
import static com.keeptrusts.security.command.user.TestOrgs.BETA;
import static com.keeptrusts.security.command.user.TestOrgs.invited;
import static com.keeptrusts.security.command.user.TestOrgs.memberOf;
import static com.keeptrusts.security.command.user.TestSessions.session;
import static com.keeptrusts.security.command.user.TestUsers.ANNA;
import static com.keeptrusts.security.command.user.TestUsers.registeredFor;
import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.command.SnapshotJson;
import com.keeptrusts.security.event.Authenticator;
import com.keeptrusts.security.event.AuthenticatorDisabled;
import com.keeptrusts.security.event.MfaGracePeriodEndingSoon;
import com.keeptrusts.security.event.MfaGracePeriodStarted;
import com.keeptrusts.security.event.MfaObligationCause;
import com.keeptrusts.security.event.RecoveryCodeUsed;
import com.keeptrusts.security.event.Role;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** That a snapshot decides like its events is shown by every test that goes through Account. */
class UserSnapshotTest {

  private static final Account FULL =
      given(
          registeredFor(ACME),
          memberOf(ACME, Role.ADMIN),
          new MfaGracePeriodStarted(
              ANNA,
              ACME,
              MfaObligationCause.JOINED,
              1,
              TestUsers.NOW,
              TestSessions.TOMORROW,
              TestSessions.TOMORROW),
          new MfaGracePeriodEndingSoon(ANNA, ACME, TestSessions.TOMORROW),
          invited(BETA, Role.MEMBER, 2),
          ownPassword(),
          session(1),
          mfa(),
          new RecoveryCodeUsed(ANNA, TestCredentials.codes(1), 3, 9),
          TestCredentials.started(2),
          TestIdentities.linked(1),
          TestPasskeys.registered(1),
          new AuthenticatorDisabled(ANNA, Authenticator.TOTP, true, 10));

  @Test
  void a_snapshot_reads_like_what_it_says() {
    assertThat(FULL.snapshot())
        .contains("\"userId\":\"" + ANNA + "\"")
        .contains(
            "\"accepted\":{\""
                + ACME
                + "\":{\"role\":\"ADMIN\",\"suspended\":false,\"since\":\"2026-03-02T09:00:00Z\"}}")
        .contains("\"used\":[3]")
        .contains("\"multiFactor\":true")
        .contains("\"expiresAt\":\"2026-03-03T09:00:00Z\"")
        .doesNotContain("com.keeptrusts", "@class");
  }

  @Test
  void a_snapshot_read_and_written_again_is_the_same() {
    String snapshot = FULL.snapshot();
    UserSecurity read = SnapshotJson.read(snapshot, UserSecurity.class);
    assertThat(SnapshotJson.write(read)).isEqualTo(snapshot);
  }

  /** Whoever changes the fields raises the revision, so that older snapshots are left aside. */
  @Test
  @Tag("LOG-3")
  void the_shape_of_a_snapshot_belongs_to_its_revision() throws Exception {
    assertThat(JsonMapper.shared().readTree(FULL.snapshot()))
        .isEqualTo(SnapshotJson.sample("user", UserSecurity.class));
  }

  @Test
  void a_snapshot_holds_nothing_personal() {
    assertThat(FULL.snapshot())
        .doesNotContain(
            TestUsers.EMAIL.ciphertext(),
            TestUsers.NAME.ciphertext(),
            TestIdentities.linked(1).issuer().ciphertext(),
            TestIdentities.linked(1).subject().ciphertext());
  }
}
