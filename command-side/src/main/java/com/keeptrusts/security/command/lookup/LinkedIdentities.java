package com.keeptrusts.security.command.lookup;

import com.keeptrusts.security.command.attempt.SubjectHash;
import com.keeptrusts.security.event.ExternalIdentityId;
import com.keeptrusts.security.event.Personal;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.log.PersonalData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Accounts by what identity providers call their users: by issuer and subject together and by
 * nothing else, never by e-mail (rule SIGN-3).
 */
@Component
public final class LinkedIdentities {

  private final JdbcClient jdbc;
  private final PersonalData personal;

  public LinkedIdentities(DataSource dataSource, PersonalData personal) {
    this.jdbc = JdbcClient.create(dataSource);
    this.personal = personal;
  }

  public Optional<LinkedIdentity> find(SubjectHash identityHash) {
    return jdbc.sql(
            """
            SELECT user_id, identity_id FROM command.external_identity_1
            WHERE identity_hash = :hash
            """)
        .param("hash", identityHash.value())
        .query(
            (row, number) ->
                new LinkedIdentity(
                    UserId.of(row.getString("user_id")),
                    ExternalIdentityId.of(row.getString("identity_id"))))
        .optional();
  }

  /** The user's own, the first made first; opened to be shown to the user alone. */
  public List<OwnIdentity> of(UserId user) {
    return jdbc
        .sql(
            """
            SELECT identity_id, issuer, subject, linked_at FROM command.external_identity_1
            WHERE user_id = :user ORDER BY linked_at, identity_id
            """)
        .param("user", user.value())
        .query((row, number) -> opened(row))
        .list()
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  /** Nothing of a user who was forgotten. */
  private Optional<OwnIdentity> opened(ResultSet row) throws SQLException {
    ExternalIdentityId identity = ExternalIdentityId.of(row.getString("identity_id"));
    var linkedAt = row.getObject("linked_at", OffsetDateTime.class).toInstant();
    Optional<String> subject = personal.open(Personal.parse(row.getString("subject")));
    return personal
        .open(Personal.parse(row.getString("issuer")))
        .flatMap(issuer -> subject.map(sub -> new OwnIdentity(identity, issuer, sub, linkedAt)));
  }
}
