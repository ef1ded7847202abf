package com.keeptrusts.security.log;

import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.axonframework.serialization.upcasting.event.EventUpcasterChain;

/**
 * How events that were stored in an older revision become those of today. The one chain there is:
 * aggregates, streams and rebuilds all read through it, so that none of them sees a fact otherwise
 * than the others. An upcaster takes one revision of one stored name to the next, in the order of
 * the list, and is never removed: events are for ever.
 */
final class OlderRevisions {

  static final EventUpcaster CHAIN =
      new EventUpcasterChain(
          new FieldAdded("sign-in.refused", 1),
          new FieldAdded("user.session-started", 1),
          new FieldAdded("user.session-reauthenticated", 1),
          new FieldAdded("user.mfa-disabled", 1, "methodsRemain"),
          new FieldAdded("user.mfa-reset", 1));

  private OlderRevisions() {}
}
