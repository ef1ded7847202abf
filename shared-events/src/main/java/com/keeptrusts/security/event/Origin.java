package com.keeptrusts.security.event;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a command came from; it becomes the metadata of every event that the command leads to.
 * {@code via} is the service client that passed it on. Address and agent belong to the acting user
 * and are sealed; a service client that acts for itself has a plain {@code clientAddress}, which is
 * not personal.
 */
public record Origin(
    Actor actor,
    @Nullable ServiceClientId via,
    @Nullable SessionId session,
    @Nullable Personal<ClientAddress> address,
    @Nullable Personal<UserAgent> agent,
    @Nullable String clientAddress,
    String correlation,
    @Nullable String idempotencyKey) {

  /** The names of these in an event's metadata; part of the stored format. */
  public static final String ACTOR = "actor";

  public static final String VIA = "via";
  public static final String SESSION = "session";
  public static final String ADDRESS = "address";
  public static final String AGENT = "agent";
  public static final String CLIENT_ADDRESS = "clientAddress";
  public static final String CORRELATION = "correlation";
  public static final String IDEMPOTENCY_KEY = "idempotencyKey";

  /** The database's instant at which the command was decided. */
  public static final String AT = "at";

  /** What the system does by itself: expiry, start-up. */
  public static Origin system(String correlation) {
    return new Origin(Actor.SYSTEM, null, null, null, null, null, correlation, null);
  }

  /** Texts only, so that metadata needs no types to be read again; what is absent has no key. */
  public Map<String, String> toMetadata() {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(ACTOR, actor.value());
    put(metadata, VIA, via);
    put(metadata, SESSION, session);
    put(metadata, ADDRESS, address);
    put(metadata, AGENT, agent);
    put(metadata, CLIENT_ADDRESS, clientAddress);
    metadata.put(CORRELATION, correlation);
    put(metadata, IDEMPOTENCY_KEY, idempotencyKey);
    return metadata;
  }

  private static void put(Map<String, String> metadata, String key, @Nullable Object value) {
    if (value != null) {
      metadata.put(key, value.toString());
    }
  }
}
