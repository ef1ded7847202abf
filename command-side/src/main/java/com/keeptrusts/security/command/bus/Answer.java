package com.keeptrusts.security.command.bus;

/** What a request is answered that may come again with the same idempotency key. */
public interface Answer<A extends Answer<A>> {

  /** The answer to a repeat: the same, without what is shown once, which is kept nowhere. */
  A forRepeats();
}
