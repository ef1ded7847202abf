package com.keeptrusts.security.command.signin;

import com.keeptrusts.security.enforcement.Gate;
import com.keeptrusts.security.event.SessionId;
import java.util.List;

/** A session as its user gets it, once. {@code gates}: what has to be done before anything else. */
public record SessionAnswer(String token, SessionId id, List<Gate> gates) {

  /** Says nothing of the token. */
  @Override
  public String toString() {
    return "session " + id;
  }
}
