package com.keeptrusts.security.command.totp;

/**
 * How far a phone's clock may be off: codes of this many earlier and later steps are accepted
 * beside the current one. By default the previous step alone, which also is the time to type it.
 */
public record TotpDrift(int earlier, int later) {

  public static final TotpDrift DEFAULT = new TotpDrift(1, 0);

  public TotpDrift {
    if (earlier < 0 || earlier > 1 || later < 0 || later > 1) {
      throw new IllegalArgumentException("A clock may be off by one step each way at most");
    }
  }
}
