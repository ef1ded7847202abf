package com.keeptrusts.security.command.user;

import com.keeptrusts.security.command.authority.Standing;
import com.keeptrusts.security.enforcement.Reauthentication;
import com.keeptrusts.security.event.Actor;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.PasswordRevision;
import com.keeptrusts.security.event.ProviderAuthentication;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.UserId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The rules of an account that have more than one condition, each by its name. Each returns quietly
 * or refuses; who may ask at all was decided before (see {@link
 * com.keeptrusts.security.command.authority.Demands}).
 */
final class Rules {

  private static final Duration LONGEST_ENROLLMENT = Duration.ofMinutes(10);

  private Rules() {}

  /** ORG-1: only owners make, change or touch owners, and nobody promotes themselves. */
  static void nobodyActsAboveTheOwnRole(Standing by, Role touched) {
    Role own = by.role();
    if (!by.operator() && (own == null || touched.compareTo(own) > 0)) {
      throw new Rejected(
          Reason.ROLE_ABOVE_OWN, "The role " + touched + " is above that of " + by.actor());
    }
  }

  /** ORG-2, under the lock of the org's row. */
  static void anActiveOwnerRemains(Standing by, OrgId org, Membership ending) {
    if (ending.activeOwner() && !by.anotherActiveOwner()) {
      throw new Rejected(
          Reason.LAST_OWNER,
          "Org " + org + " would be left without an active owner: make another member owner first");
    }
  }

  /** ORG-3: an account that belongs to other orgs too is weakened by the operator alone. */
  static void onlyTheOneOrgOfTheUserWeakensIt(Standing by, @Nullable OrgId org, Memberships all) {
    if (!by.operator()) {
      requireOnlyOrg(org, all);
    }
  }

  /**
   * ORG-3: a service client that only keeps the directory lets newcomers in. Who has accepted an
   * invitation, or chosen a password of their own, is let in again by an org's admin or by the
   * operator.
   */
  static void theDirectoryLetsOnlyNewcomersIn(
      Standing by, PasswordState password, Memberships all) {
    boolean directoryOnly = by.operator() && !by.scopes().contains(Scope.OPERATE);
    if (directoryOnly && (all.acceptedOnce() || password.own())) {
      throw new Rejected(
          Reason.SCOPE_MISSING,
          "The account is in use: issuing it a password needs the scope "
              + Scope.OPERATE.stableName());
    }
  }

  /** ORG-3: as above; before the first acceptance, the org that the account was created for. */
  static void onlyTheOneOrgOfTheUserIssuesPasswords(
      Standing by, @Nullable OrgId org, Memberships all) {
    if (!by.operator() && !all.awaitsFirstAcceptance(org)) {
      requireOnlyOrg(org, all);
    }
  }

  private static void requireOnlyOrg(@Nullable OrgId org, Memberships all) {
    if (!all.includes(org)) {
      throw new Rejected(Reason.NOT_A_MEMBER, "The user is no member of org " + org);
    }
    if (!all.areOnly(org)) {
      throw new Rejected(
          Reason.BELONGS_TO_ANOTHER_ORG,
          "The account also belongs to another org: ask the operator");
    }
  }

  /** A reset or a temporary password is what somebody else does for a user, never a way round. */
  static void nobodyRecoversTheOwnAccount(Standing by, UserId user) {
    if (!by.operator() && by.actor().equals(Actor.of(user))) {
      throw new Rejected(
          Reason.NOT_ALLOWED, "This is for the account of somebody else: change your own directly");
    }
  }

  /** POL-6: more time is what somebody else gives, never a way round. */
  static void nobodyExtendsTheOwnTime(Standing by, UserId user) {
    if (by.actor().equals(Actor.of(user))) {
      throw new Rejected(
          Reason.NOT_ALLOWED, "This is for another member: set up an MFA method of your own");
    }
  }

  /** TOTP-4: the last method stays as long as an org demands one. */
  static void whoIsObligedKeepsAMethod(
      boolean another, Memberships memberships, OrgPolicies policies) {
    if (!another && memberships.anyDemandsMfa(policies)) {
      throw new Rejected(
          Reason.MFA_REQUIRED_BY_ORG,
          "Your org demands an MFA method: set up another one before you remove the last");
    }
  }

  /** SIGN-1, SIGN-8: with an MFA method on there is a proof, and it is of what is in force. */
  static void theSecondFactorIsInForce(MfaMethods mfa, @Nullable SecondFactorProof second) {
    if (mfa.on() != (second != null)) {
      throw new Rejected(
          Reason.CREDENTIAL_CHANGED,
          "The second factor was turned on or off meanwhile: start again");
    }
    if (second != null) {
      mfa.requireProved(second);
    }
  }

  /**
   * SIGN-1, SIGN-2: the same, unless the first factor is several in itself: a passkey with user
   * verification, or a provider whose own MFA is honoured. A passkey without it comes after a
   * password or SSO and never first: whoever finds it has found the second factors too, perhaps.
   */
  static void everyFactorIsInForce(
      MfaMethods mfa, FirstFactorProof first, @Nullable SecondFactorProof second) {
    if (first instanceof PasskeyProof && !first.isMultiFactor()) {
      throw new Rejected(
          Reason.PASSKEY_NOT_ACCEPTED,
          "This passkey did not verify its user: sign in with a password or SSO first");
    }
    if (second != null || !first.isMultiFactor()) {
      theSecondFactorIsInForce(mfa, second);
    }
  }

  /**
   * SES-5: a provider has to say that it authenticated the user within the window, and the second
   * factor is needed too from who has one, unless the provider's own MFA is honoured.
   */
  static void theProviderProvedItAgain(
      MfaMethods mfa, ProviderAuthentication sso, @Nullable SecondFactorProof second, Instant now) {
    Instant at = sso.authenticatedAt();
    if (at == null || now.isAfter(at.plus(Reauthentication.LASTS))) {
      throw new Rejected(
          Reason.REAUTHENTICATION_REQUIRED,
          "The provider has to authenticate the user again, and to say when it did (auth_time)");
    }
    if (mfa.on() && second == null && !sso.multiFactor()) {
      throw new Rejected(Reason.REAUTHENTICATION_REQUIRED, "Prove it by the second factor too");
    }
  }

  /**
   * ORG-6: one is left of a password that the user chose, a linked identity, and a passkey that
   * signs in alone. A temporary password ends by itself, so it is no way to sign in that lasts.
   */
  static void aWayToSignInRemains(
      PasswordState password, boolean anotherIdentity, boolean anotherPasskey) {
    if (!password.own() && !anotherIdentity && !anotherPasskey) {
      throw new Rejected(
          Reason.LAST_WAY_TO_SIGN_IN,
          "The user could not sign in any more: add a password, a passkey, or a linked identity"
              + " first");
    }
  }

  /**
   * SIGN-3: whoever holds an invitation's secret is taken for the user only as long as nobody else
   * was: the account was made for that org, and nobody has accepted an invitation, chosen a
   * password, linked an identity or registered a passkey. Else an admin, who can invite anybody,
   * could get into any account.
   */
  static void onlyANewcomerIsLinkedByInvitation(
      @Nullable OrgId org,
      PasswordState password,
      Memberships all,
      ExternalIdentities identities,
      Passkeys passkeys) {
    if (!all.awaitsFirstAcceptance(org) || password.own() || identities.any() || passkeys.any()) {
      throw new Rejected(
          Reason.NOT_ALLOWED,
          "The account is in use: sign in to it, link the identity there, and accept then");
    }
  }

  /** SES-5: the password, and the second factor too from who has one. */
  static PasswordRevision everyFactorIsProvedAgain(
      MfaMethods mfa, @Nullable PasswordRevision verified, @Nullable SecondFactorProof second) {
    if (verified == null || (mfa.on() && second == null)) {
      throw new Rejected(
          Reason.REAUTHENTICATION_REQUIRED,
          "Prove it by the password, and by the second factor too if the account has one");
    }
    return verified;
  }

  /** SES-5: several factors in itself; where it is not, a password or SSO goes with it. */
  static void thePasskeyProvesItAgain(PasskeyProof passkey) {
    if (!passkey.isMultiFactor()) {
      throw new Rejected(
          Reason.REAUTHENTICATION_REQUIRED,
          "This passkey did not verify its user: prove it by the password or by SSO too");
    }
  }

  /** TOTP-1: an enrolment that nobody confirms dies ten minutes after its start at the latest. */
  static Instant endOfEnrollment(Instant asked, Instant now) {
    Instant latest = now.plus(LONGEST_ENROLLMENT);
    return asked.isBefore(latest) ? asked : latest;
  }
}
