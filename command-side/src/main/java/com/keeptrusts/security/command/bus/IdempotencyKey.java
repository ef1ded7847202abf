package com.keeptrusts.security.command.bus;

import com.keeptrusts.security.command.authority.Caller;
import com.keeptrusts.security.event.Actor;
import com.keeptrusts.security.event.Origin;

/** A caller's own name for a request. It means nothing to other clients and for other users. */
record IdempotencyKey(Actor client, Actor actor, String key) {

  static IdempotencyKey of(Caller caller) {
    Origin origin = caller.origin();
    String key = origin.idempotencyKey();
    if (key == null) {
      throw new IllegalArgumentException("The request has no idempotency key");
    }
    Actor client = origin.via() == null ? origin.actor() : Actor.of(origin.via());
    return new IdempotencyKey(client, origin.actor(), key);
  }
}
