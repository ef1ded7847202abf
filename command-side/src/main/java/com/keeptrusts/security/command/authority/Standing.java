package com.keeptrusts.security.command.authority;

import com.keeptrusts.security.event.Actor;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.Scope;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the caller of a command turned out to be, inside the transaction and with the rows locked.
 * {@code operator}: a service client that acts for itself, or the system. {@code scopes}: what such
 * a client may do; a user has none. {@code role}: the acting user's in the command's org. {@code
 * anotherActiveOwner}: the org has an active owner beside the command's user (rule ORG-2).
 */
public record Standing(
    Actor actor,
    boolean operator,
    Set<Scope> scopes,
    @Nullable Role role,
    boolean anotherActiveOwner) {

  public Standing {
    scopes = Set.copyOf(scopes);
  }

  /** The name under which a command's metadata carries it; never part of an event. */
  public static final String KEY = "standing";
}
