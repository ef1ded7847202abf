package com.keeptrusts.security.command.passkey;

/** How a passkey may sign: COSE algorithms (RFC 9053, RFC 8812) by their names in its registry. */
public enum Algorithm {
  ES256(-7),
  ES384(-35),
  ES512(-36),
  EDDSA(-8),
  ED448(-53),
  PS256(-37),
  RS256(-257);

  private final long identifier;

  Algorithm(long identifier) {
    this.identifier = identifier;
  }

  /** The COSEAlgorithmIdentifier. */
  long identifier() {
    return identifier;
  }
}
