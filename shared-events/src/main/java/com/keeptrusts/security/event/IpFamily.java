package com.keeptrusts.security.event;

/** The two kinds of addresses; what is said of one is never about the other (rule IP-3). */
public enum IpFamily {
  IPV4(32),
  IPV6(128);

  private final int bits;

  IpFamily(int bits) {
    this.bits = bits;
  }

  /** How long an address is. */
  public int bits() {
    return bits;
  }
}
