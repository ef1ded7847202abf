package com.keeptrusts.security.command.signin;

import com.keeptrusts.security.command.attempt.Tokens;
import com.keeptrusts.security.event.SessionId;
import com.keeptrusts.security.event.Sha256;
import java.util.UUID;

/** A session about to be started: its token is shown once, its digest goes into the log. */
public record NewSession(SessionId id, String token) {

  public static NewSession random() {
    return new NewSession(SessionId.of(UUID.randomUUID().toString()), new Tokens().next());
  }

  public Sha256 tokenHash() {
    return Sha256.ofToken(token);
  }

  /** Says nothing of the token. */
  @Override
  public String toString() {
    return "session " + id;
  }
}
