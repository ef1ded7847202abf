package com.keeptrusts.security.command.authority;

import com.keeptrusts.security.command.attempt.SubjectHash;
import com.keeptrusts.security.event.ClientAddress;
import com.keeptrusts.security.event.Origin;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.ServiceClientId;
import com.keeptrusts.security.event.Sha256;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, as the door knows it: the authenticated service client with its scopes, the digest of
 * the session token it passed on, and where the request came from. {@code address}: the acting or
 * signing-in user's, to be matched with rules; sealed in the origin. {@code request}: a keyed hash
 * of what is asked, if it may be asked again with the same idempotency key.
 */
public record Caller(
    Set<Scope> scopes,
    @Nullable Sha256 sessionTokenHash,
    @Nullable ClientAddress address,
    Origin origin,
    @Nullable SubjectHash request) {

  public Caller {
    scopes = Set.copyOf(scopes);
  }

  /** One whose request is not repeated. */
  public Caller(
      Set<Scope> scopes,
      @Nullable Sha256 sessionTokenHash,
      @Nullable ClientAddress address,
      Origin origin) {
    this(scopes, sessionTokenHash, address, origin, null);
  }

  /** The service client that calls, for itself or for a user; absent if nobody does. */
  public @Nullable ServiceClientId client() {
    ServiceClientId via = origin.via();
    return via == null ? origin.actor().client() : via;
  }

  /** The system itself. */
  public static Caller system(String correlation) {
    return new Caller(Set.of(), null, null, Origin.system(correlation));
  }
}
