package com.keeptrusts.security.enforcement;

import com.keeptrusts.security.event.Factor;
import com.keeptrusts.security.event.GracePeriod;
import com.keeptrusts.security.event.MfaPolicies;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.SessionId;
import com.keeptrusts.security.event.Sha256;
import com.keeptrusts.security.event.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows as a statement would find them: Ada, signed in at nine for a day, seen at noon. */
final class TestRows {

  static final Instant NINE = Instant.parse("2026-03-01T09:00:00Z");
  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  static final UserId ADA = TestIds.user();
  static final OrgId ACME = TestIds.org();
  static final SessionId SESSION = TestIds.session();
  static final Sha256 TOKEN = TestIds.token();
  static final Question ABOUT_ACCOUNT = new Question(TOKEN, null, null);
  static final Question ABOUT_ACME = new Question(TOKEN, ACME, null);

  private TestRows() {}

  static SessionRow session() {
    return session(NOON, false);
  }

  static SessionRow session(@Nullable Instant seenAt, boolean rotationRequired) {
    return new SessionRow(
        SESSION,
        TOKEN,
        ADA,
        NINE,
        NINE.plus(Duration.ofHours(24)),
        Duration.ofHours(1),
        List.of(Factor.PASSWORD),
        false,
        rotationRequired,
        false,
        NINE,
        false,
        seenAt);
  }

  /** Signed in at nine with these factors. */
  static SessionRow signedInWith(Factor... factors) {
    List<Factor> proved = List.of(factors);
    boolean recovery = proved.contains(Factor.RECOVERY_CODE);
    return new SessionRow(
        SESSION,
        TOKEN,
        ADA,
        NINE,
        NINE.plus(Duration.ofHours(24)),
        Duration.ofHours(1),
        proved,
        Factor.areMultiple(proved),
        false,
        recovery,
        recovery ? null : NINE,
        Factor.reauthenticateFully(proved),
        NINE);
  }

  static UserRow user(boolean hasTotp) {
    return new UserRow(ADA, 7, hasTotp, 0, PasswordKind.PERMANENT);
  }

  static OrgRow acme() {
    return new OrgRow(ACME, 3, 0, null);
  }

  static MembershipRow member(Role role, boolean suspended) {
    return new MembershipRow(ADA, ACME, role, suspended);
  }

  static DecisionRows ofAccount(@Nullable SessionRow session) {
    return rows(session, session == null ? null : user(false), null, null);
  }

  static DecisionRows inAcme(@Nullable SessionRow session, @Nullable MembershipRow membership) {
    return rows(session, session == null ? null : user(false), acme(), membership);
  }

  /** In orgs that demand nothing. */
  static DecisionRows rows(
      @Nullable SessionRow session,
      @Nullable UserRow user,
      @Nullable OrgRow org,
      @Nullable MembershipRow membership) {
    boolean withoutMethod = user != null && !user.hasMfaMethod();
    return new DecisionRows(
        NOON,
        session,
        user,
        org,
        membership,
        withoutMethod && membership != null
            ? List.of(demand(membership.org(), membership, MfaPolicies.NONE, null))
            : List.of());
  }

  static MfaDemand demand(
      OrgId org, MembershipRow membership, MfaPolicies policies, @Nullable GracePeriod recorded) {
    return new MfaDemand(org, membership.role(), membership.suspended(), NINE, policies, recorded);
  }
}
