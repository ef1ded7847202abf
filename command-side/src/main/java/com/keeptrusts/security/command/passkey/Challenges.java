package com.keeptrusts.security.command.passkey;

import com.keeptrusts.security.command.attempt.Tokens;
import com.keeptrusts.security.event.Sha256;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Challenges that wait for an authenticator's answer: 32 random bytes each, good once, for five
 * minutes, for one occasion (rule PK-1). Only their digests are kept.
 */
@Component
public final class Challenges {

  private final Tokens tokens = new Tokens();
  private final JdbcClient jdbc;

  public Challenges(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /** A fresh one, in base64url as it goes to the browser. */
  String open(Occasion occasion) {
    String challenge = tokens.next();
    jdbc.sql(
            """
            INSERT INTO command.passkey_challenge (challenge_hash, purpose, within, expires_at)
            VALUES (:hash, :purpose, :within, log.now() + interval '5 minutes')
            """)
        .param("hash", Sha256.ofToken(challenge).value())
        .param("purpose", occasion.purpose().name())
        .param("within", occasion.within())
        .update();
    return challenge;
  }

  /**
   * Uses it up, whatever becomes of the answer; in a transaction of its own, before anything is
   * verified. Of many who do so at once, on any number of nodes, one is told that it was open. One
   * that was for another occasion is left to that.
   */
  public boolean consume(String challenge, Occasion occasion) {
    return jdbc.sql(
                """
                DELETE FROM command.passkey_challenge
                WHERE challenge_hash = :hash AND purpose = :purpose AND within = :within
                  AND expires_at > log.now()
                """)
            .param("hash", Sha256.ofToken(challenge).value())
            .param("purpose", occasion.purpose().name())
            .param("within", occasion.within())
            .update()
        == 1;
  }

  /** Forgets up to {@code batch} that nobody can answer any more. */
  public int sweep(int batch) {
    return jdbc.sql(
            """
            DELETE FROM command.passkey_challenge WHERE challenge_hash IN (
              SELECT challenge_hash FROM command.passkey_challenge WHERE expires_at <= log.now()
              LIMIT :batch FOR UPDATE SKIP LOCKED)
            """)
        .param("batch", batch)
        .update();
  }
}
