package com.keeptrusts.security.command.attempt;

/**
 * What a counter of guesses is about, as a keyed hash: the e-mail that was typed, or a user; or
 * what a request asks. Without the key it cannot be told whether it stands for a given address.
 */
public record SubjectHash(String value) {

  @Override
  public String toString() {
    return value;
  }
}
