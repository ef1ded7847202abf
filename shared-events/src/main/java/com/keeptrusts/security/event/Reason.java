package com.keeptrusts.security.event;

import java.util.Locale;

/**
 * Why something is refused. The name in kebab case is the stable type of the problem that the
 * caller gets (RFC 9457 §3.1.1) and what tests assert; {@link #explanation()} is its page.
 */
public enum Reason {
  MALFORMED(
      400,
      "The request cannot be read: malformed JSON, a wrong type, an unknown field, or text that is"
          + " no valid Unicode."),
  INVALID_VALUE(
      400,
      "A value is outside of what is allowed; the sentence says which and what would be right."),
  UNAUTHENTICATED(401, "The service credential is missing, unknown, expired or revoked."),
  SESSION_NOT_LIVE(401, "The session token is missing, unknown, or its session has ended."),
  SIGN_IN_FAILED(
      401,
      "The sign-in failed. Unknown e-mail, wrong password and disabled authenticator are told apart"
          + " by nobody; nor is it told why an identity at a provider signs nobody in."),
  SIGN_IN_NOT_OPEN(
      401,
      "The sign-in in progress is unknown, finished, older than ten minutes, or ended because"
          + " something about the account changed. Start again."),
  WRONG_CODE(
      401, "The second factor was not accepted: a wrong, used or outdated code. Try the next one."),
  PASSKEY_UNKNOWN(
      401,
      "No account here has this passkey, so it is of no use any more. Tell the browser"
          + " (signalUnknownCredential), and sign in another way."),
  PASSKEY_NOT_ACCEPTED(
      401, "The passkey's answer was not accepted; the sentence says at which step and why."),
  SCOPE_MISSING(403, "The service credential is good but does not cover this endpoint."),
  NOT_ALLOWED(
      403, "The acting user's role does not allow this, or the thing belongs to somebody else."),
  REAUTHENTICATION_REQUIRED(
      403,
      "Prove again who you are (within the last ten minutes, with a second factor if the account"
          + " has one), then repeat the request."),
  PASSWORD_ROTATION_REQUIRED(
      403, "The session began with a temporary password: choose a new one first."),
  MFA_ENROLLMENT_REQUIRED(
      403,
      "The org demands an MFA method, and the time to get one is over: set up an authenticator app"
          + " or a passkey first."),
  ADDRESS_DENIED(
      403,
      "The org's address rules do not let this address in; at sign-in, those of every org of the"
          + " user. Come from an allowed network, or ask an admin of the org."),
  NOT_FOUND(404, "There is no such thing here, or nothing that this caller may see."),
  METHOD_NOT_ALLOWED(405, "The address exists, the method does not."),
  NOT_ACCEPTABLE(406, "The answer is JSON; the request accepts none."),
  CONFLICT(
      409,
      "Others changed the same subject at the same moment, several times. Repeat the request."),
  EMAIL_TAKEN(409, "Another account signs in with this e-mail."),
  EMAIL_CHANGE_NOT_OPEN(
      409, "The secret proves no change of e-mail that is under way. Begin the change again."),
  EXTERNAL_IDENTITY_TAKEN(409, "This identity at the provider is linked to an account already."),
  TOO_MANY_EXTERNAL_IDENTITIES(
      409, "The account has as many linked identities as one may have. Unlink one first."),
  LAST_WAY_TO_SIGN_IN(
      409, "Without this the user could not sign in any more. Add another way first."),
  ALREADY_MEMBER(409, "The user is a member of this org already."),
  NOT_A_MEMBER(409, "The user is no member of this org."),
  INVITATION_NOT_OPEN(409, "The invitation is unknown, used, replaced, withdrawn or expired."),
  LAST_OWNER(409, "The org would be left without an active owner."),
  ROLE_ABOVE_OWN(403, "Only owners make, change or touch owners, and nobody promotes themselves."),
  BELONGS_TO_ANOTHER_ORG(
      403, "The account also belongs to another org, so only the operator may weaken it."),
  MFA_NOT_ENABLED(409, "The account has neither an authenticator app nor a passkey."),
  MFA_REQUIRED_BY_ORG(
      409, "An org of the user demands an MFA method, and no other one would remain."),
  NO_GRACE_PERIOD(
      409, "No time to get an MFA method runs for this member: there is none to extend."),
  CHALLENGE_NOT_OPEN(
      409,
      "The challenge is unknown, used, older than five minutes, or was for something else. Ask for"
          + " new options."),
  PASSKEY_TAKEN(409, "This passkey is registered already."),
  TOO_MANY_PASSKEYS(409, "The account has as many passkeys as one may have. Remove one first."),
  ENROLLMENT_NOT_OPEN(
      409, "The enrolment was replaced, has ended, or is older than ten minutes. Start again."),
  CREDENTIAL_CHANGED(
      409, "The credential that was verified has been replaced meanwhile. Start again."),
  NO_PASSWORD(409, "No password lets anybody into this account: add one."),
  PASSWORD_TEMPORARY(409, "The password is temporary: choose one in its place (rotation)."),
  PASSWORD_EXISTS(409, "The account has a password of its own: change it."),
  TEMPORARY_PASSWORD_EXPIRED(
      409,
      "The time of the temporary password that the session began with is over. Ask for another one,"
          + " and sign in with it."),
  PASSWORD_NOT_ACCEPTED(422, "The new password breaks a rule; the sentence says which."),
  PASSKEY_NOT_REGISTERED(
      422, "The new passkey was not accepted; the sentence says at which step and why."),
  IP_RULE_EXISTS(409, "The org has a rule of this kind for this block already."),
  TOO_MANY_IP_RULES(
      409, "The org has as many address rules as one may have. Remove some, or join them."),
  WOULD_LOCK_YOU_OUT(
      409,
      "With this change the address that it comes from would be denied. Repeat it with a reason, if"
          + " that is what you want."),
  ALREADY_REVOKED(409, "The service client's credentials are revoked already."),
  IDEMPOTENCY_KEY_REUSED(422, "The same idempotency key came with another request."),
  BODY_TOO_LARGE(413, "The body is larger than this endpoint reads."),
  UNSUPPORTED_MEDIA_TYPE(415, "The body is to be JSON in UTF-8."),
  THROTTLED(429, "Too many attempts; wait as long as Retry-After says."),
  HEADERS_TOO_LARGE(431, "The headers are larger than is read."),
  BUSY(503, "Too much work is waiting; try again as Retry-After says."),
  INTERNAL(
      500, "Something is broken here. Quote the correlation id; nothing was changed by halves.");

  private final int status;
  private final String explanation;

  Reason(int status, String explanation) {
    this.status = status;
    this.explanation = explanation;
  }

  /** The HTTP status of the problem. */
  public int status() {
    return status;
  }

  /** What it means and what helps, for the page of this problem type. */
  public String explanation() {
    return explanation;
  }

  /** The last segment of the problem's type, {@code enrollment-not-open}. */
  public String stableName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
