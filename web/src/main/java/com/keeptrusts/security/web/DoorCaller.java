package com.keeptrusts.security.web;

import com.keeptrusts.security.event.ClientAddress;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.ServiceClientId;
import com.keeptrusts.security.event.Sha256;
import com.keeptrusts.security.event.UserAgent;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who stands at the door: an authenticated service client and what it states about the user it acts
 * for. A handler asks for it as a parameter. Nothing here says that the session lives. Address and
 * agent are plain text: whoever makes a command seals them first.
 *
 * @param session of whose token the caller sent; absent if it acts for itself
 * @param address the user's, as stated; there whenever {@code session} is
 * @param peer the address at the other end of the connection, never taken from a header
 */
public record DoorCaller(
    ServiceClientId client,
    Set<Scope> scopes,
    String peer,
    @Nullable Sha256 session,
    @Nullable ClientAddress address,
    @Nullable UserAgent agent,
    String correlation,
    @Nullable String idempotencyKey) {

  public DoorCaller {
    scopes = Set.copyOf(scopes);
  }

  public boolean isActing() {
    return session != null;
  }

  public boolean has(Scope scope) {
    return scopes.contains(scope);
  }

  /** The session of the user whom the caller acts for, else {@link Reason#SESSION_NOT_LIVE}. */
  public Sha256 requireSession() {
    if (session == null) {
      throw new Rejected(Reason.SESSION_NOT_LIVE, StatedHeaders.SESSION + " is missing");
    }
    return session;
  }

  /** The stated address of the user, else {@link Reason#INVALID_VALUE}. */
  public ClientAddress requireAddress() {
    if (address == null) {
      throw new Rejected(Reason.INVALID_VALUE, StatedHeaders.ADDRESS + " is missing");
    }
    return address;
  }
}
