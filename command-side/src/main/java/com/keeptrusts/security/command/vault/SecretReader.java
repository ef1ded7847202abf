package com.keeptrusts.security.command.vault;

/**
 * Who opens a secret, and for what. Each place that looks inside one says which of these it is, so
 * that all of them are found by name, and an architecture rule keeps each in its own package.
 */
public enum SecretReader {
  /** Seals and compares rows. */
  VAULT,
  /** Hashes a typed password, or compares a hash. */
  PASSWORD_CHECK,
  /** Works out the codes of an authenticator app. */
  TOTP_CHECK,
  /** Compares a typed recovery code with the hashes of a set. */
  RECOVERY_CODE_CHECK,
  /** Hashes what guesses are counted by. */
  SUBJECT_HASHES,
  /** Shows it to the person it was made for, in the one answer that hands it out. */
  SHOWN_ONCE
}
