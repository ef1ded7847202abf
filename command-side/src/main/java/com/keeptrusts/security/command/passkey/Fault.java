package com.keeptrusts.security.command.passkey;

import com.keeptrusts.security.event.SignInRefusal;

/**
 * At which step of Web Authentication Level 3 §7.1 (registration) or §7.2 (authentication) an
 * authenticator's answer was refused.
 */
public enum Fault {
  MALFORMED("it is not what a browser answers (§7.1 steps 3 to 13, §7.2 steps 3 to 9)"),
  TYPE("it was made for the other ceremony (§7.1 step 7, §7.2 step 10)"),
  ORIGIN(
      "it was made on a page that is none of this deployment's (§7.1 step 9, §7.2 step 12)",
      SignInRefusal.PASSKEY_OF_ANOTHER_ORIGIN),
  CROSS_ORIGIN(
      "it was made in a frame of another site's page (§7.1 steps 10 and 11, §7.2 steps 13 and 14)",
      SignInRefusal.PASSKEY_OF_ANOTHER_ORIGIN),
  RELYING_PARTY("it is for another relying party (§7.1 step 14, §7.2 step 15)"),
  USER_NOT_PRESENT("nobody touched the authenticator (§7.1 step 15, §7.2 step 16)"),
  BACKUP_STATE("it says it is synced and cannot be (§7.1 step 17, §7.2 step 18)"),
  BACKUP_ELIGIBILITY("whether it can be synced never changes, and did (§7.2 step 19)"),
  ALGORITHM("its algorithm is none that was asked for (§7.1 step 20)"),
  ATTESTATION("its attestation is not correct (§7.1 steps 21 to 23)"),
  CREDENTIAL_ID("its id is empty, or longer than 1023 bytes (§7.1 step 24)"),
  STATED_ID("its id is another one than the browser says (§5.1.3, §7.1 step 26)"),
  USER_HANDLE("it belongs to another user, or does not say to whom (§7.2 step 6)"),
  SIGNATURE("its signature is wrong (§7.2 step 21)"),
  COUNTER(
      "its counter did not grow, so there may be a copy of it (§7.2 step 22)",
      SignInRefusal.PASSKEY_POSSIBLY_CLONED),
  SECOND_FACTOR_ONLY(
      "it is not discoverable, or does not verify its user, so it is no more than a second factor:"
          + " sign in with a password or SSO first",
      SignInRefusal.PASSKEY_IS_SECOND_FACTOR);

  private final String sentence;
  private final SignInRefusal refusal;

  Fault(String sentence) {
    this(sentence, SignInRefusal.PASSKEY_NOT_ACCEPTED);
  }

  Fault(String sentence, SignInRefusal refusal) {
    this.sentence = sentence;
    this.refusal = refusal;
  }

  /** Why, as the rest of a sentence. */
  public String sentence() {
    return sentence;
  }

  /** What the audit log says of a sign-in that ends so. */
  public SignInRefusal refusal() {
    return refusal;
  }
}
