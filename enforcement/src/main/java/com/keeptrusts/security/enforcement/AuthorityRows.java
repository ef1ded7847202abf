package com.keeptrusts.security.enforcement;

import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.ServiceClientId;
import com.keeptrusts.security.event.Sha256;
import com.keeptrusts.security.event.UserId;
import java.sql.Connection;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads and locks what a command's authority is decided from, within the transaction of the
 * command. Everybody locks in one order: the org, the command's user, the caller's session, the
 * caller's membership, the service client; then one statement reads it all, so that nothing of it
 * is older than the locks. A demotion or a sign-out that was acknowledged before is seen; one that
 * comes later waits.
 */
public final class AuthorityRows {

  private final JdbcTemplate template;
  private final JdbcClient database;

  public AuthorityRows(DataSource commandSide) {
    this.template = new JdbcTemplate(commandSide);
    this.database = JdbcClient.create(template);
  }

  /**
   * Joins the open transaction, whose isolation is READ COMMITTED.
   *
   * @param org that the command is about
   * @param exclusive whether no other command about the org may be decided meanwhile
   * @param target whose account the command changes; no other command about it is decided meanwhile
   * @param sessionTokenHash of the acting user; absent for who acts for itself
   * @param client that calls; absent for the system
   * @throws IllegalStateException if the caller's row cannot be read
   */
  public LockedRows lock(
      @Nullable OrgId org,
      boolean exclusive,
      @Nullable UserId target,
      @Nullable Sha256 sessionTokenHash,
      @Nullable ServiceClientId client) {
    if (org != null) {
      lockOrg(org, exclusive);
    }
    if (target != null) {
      lockUser(target);
    }
    Optional<String> caller = lockSession(sessionTokenHash);
    if (org != null && caller.isPresent()) {
      lockMembership(caller.get(), org);
    }
    if (client != null) {
      lockClient(client);
    }
    return look(org, target, sessionTokenHash, client);
  }

  /**
   * Reads the same without a lock. It may be over the next moment: good for refusing early, never
   * for a decision.
   */
  public LockedRows look(
      @Nullable OrgId org,
      @Nullable UserId target,
      @Nullable Sha256 sessionTokenHash,
      @Nullable ServiceClientId client) {
    return new LockedRows(
        read(sessionTokenHash, org),
        org != null && hasOwnerBeside(org, target),
        client == null ? Set.of() : scopesOf(client));
  }

  private void lockOrg(OrgId org, boolean exclusive) {
    database
        .sql(
            "SELECT org_id FROM enforcement.org_1 WHERE org_id = :org "
                + (exclusive ? "FOR UPDATE" : "FOR SHARE"))
        .param("org", org.value())
        .query(String.class)
        .optional();
  }

  private void lockUser(UserId user) {
    database
        .sql("SELECT user_id FROM enforcement.user_1 WHERE user_id = :user FOR UPDATE")
        .param("user", user.value())
        .query(String.class)
        .optional();
  }

  /** Whose session it is. */
  private Optional<String> lockSession(@Nullable Sha256 tokenHash) {
    if (tokenHash == null) {
      return Optional.empty();
    }
    return database
        .sql("SELECT user_id FROM enforcement.session_1 WHERE token_hash = :hash FOR SHARE")
        .param("hash", tokenHash.value())
        .query(String.class)
        .optional();
  }

  private void lockMembership(String user, OrgId org) {
    database
        .sql(
            """
            SELECT role FROM enforcement.membership_1
            WHERE user_id = :user AND org_id = :org FOR SHARE
            """)
        .param("user", user)
        .param("org", org.value())
        .query(String.class)
        .optional();
  }

  private void lockClient(ServiceClientId client) {
    database
        .sql(
            """
            SELECT client_id FROM enforcement.service_client_1 WHERE client_id = :client FOR SHARE
            """)
        .param("client", client.value())
        .query(String.class)
        .optional();
  }

  /** By a statement after the lock, since the clock may have gone on while it was waited for. */
  private Set<Scope> scopesOf(ServiceClientId client) {
    return database
        .sql(
            """
            SELECT unnest(scopes) FROM enforcement.service_client_1
            WHERE client_id = :client AND secret_hash IS NOT NULL AND log.now() < expires_at
            """)
        .param("client", client.value())
        .query((row, number) -> Scope.named(row.getString(1)))
        .set();
  }

  private DecisionRows read(@Nullable Sha256 tokenHash, @Nullable OrgId org) {
    List<DecisionStatement.Key> key = List.of(new DecisionStatement.Key(tokenHash, org));
    List<Optional<DecisionRows>> found =
        template.execute((Connection connection) -> DecisionStatement.read(connection, key));
    return Optional.ofNullable(found)
        .flatMap(rows -> rows.get(0))
        .orElseThrow(() -> new IllegalStateException("The caller's rows cannot be read"));
  }

  private boolean hasOwnerBeside(OrgId org, @Nullable UserId target) {
    return database
        .sql(
            """
            SELECT EXISTS (
              SELECT FROM enforcement.membership_1
              WHERE org_id = :org AND role = 'OWNER' AND NOT suspended
                AND user_id IS DISTINCT FROM :target)
            """)
        .param("org", org.value())
        .param("target", target == null ? null : target.value(), Types.VARCHAR)
        .query(Boolean.class)
        .single();
  }
}
