package com.keeptrusts.security.enforcement;

import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.UserId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a command's authority is decided from. Read by {@link AuthorityRows#lock} it stays true
 * until the transaction ends, since the rows are locked.
 *
 * @param caller the caller's session, account and membership in the org of the command, and that
 *     org; absent where there is none
 * @param anotherActiveOwner whether the org has an active owner beside the command's user (rule
 *     ORG-2)
 * @param clientScopes what the service client that calls may do now; nothing if it is unknown,
 *     revoked or expired (rule ORG-4)
 */
public record LockedRows(DecisionRows caller, boolean anotherActiveOwner, Set<Scope> clientScopes) {

  public LockedRows {
    clientScopes = Set.copyOf(clientScopes);
  }

  /** The instant of the command: the database's, read when everything was locked. */
  public Instant now() {
    return caller.now();
  }

  public boolean orgExists() {
    return caller.org() != null;
  }

  /** The caller's session, if it is live. */
  public Optional<SessionRow> liveSession() {
    return Optional.ofNullable(caller.session())
        .filter(session -> caller.user() != null && session.isLive(now()));
  }

  /** The user of the caller's live session. */
  public Optional<UserId> user() {
    return liveSession().map(SessionRow::user);
  }

  /** The caller's role in the org; none while suspended. */
  public Optional<Role> activeRole() {
    return Optional.ofNullable(caller.membership())
        .filter(membership -> !membership.suspended())
        .map(MembershipRow::role);
  }

  /** Whether the caller has an MFA method; nobody is taken to have one without a live session. */
  public boolean hasMfa() {
    UserRow user = caller.user();
    return user != null && user.hasMfaMethod();
  }

  /** SES-5: whether the caller has proved within the last ten minutes who they are. */
  public boolean isReauthenticated() {
    UserRow user = caller.user();
    return user != null
        && liveSession()
            .filter(session -> Reauthentication.isFresh(session, user, now()))
            .isPresent();
  }

  /** TOTP-5: that, or the caller signed in with a recovery code within the last ten minutes. */
  public boolean isReauthenticatedOrRecovered() {
    UserRow user = caller.user();
    return isReauthenticated()
        || (user != null
            && liveSession()
                .filter(session -> Reauthentication.isFreshRecovery(session, user, now()))
                .isPresent());
  }
}
