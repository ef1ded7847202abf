package com.keeptrusts.security.command.passkey;

/** An authenticator's answer that does not pass its ceremony, and at which step. */
public final class RefusedPasskey extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Fault fault;

  public RefusedPasskey(Fault fault) {
    super(fault.sentence());
    this.fault = fault;
  }

  RefusedPasskey(Fault fault, Throwable cause) {
    super(fault.sentence(), cause);
    this.fault = fault;
  }

  public Fault fault() {
    return fault;
  }
}
