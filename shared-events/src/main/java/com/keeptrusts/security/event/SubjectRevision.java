package com.keeptrusts.security.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** How far a subject has come: the answer to a command, {@code user/<id>@42}. */
public record SubjectRevision(String subject, long revision) {

  public static SubjectRevision of(UserId user, long revision) {
    return new SubjectRevision("user/" + user, revision);
  }

  public static SubjectRevision of(OrgId org, long revision) {
    return new SubjectRevision("org/" + org, revision);
  }

  public static SubjectRevision of(ServiceClientId client, long revision) {
    return new SubjectRevision("client/" + client, revision);
  }

  /** Reads what {@link #toString} wrote. */
  @JsonCreator
  public static SubjectRevision parse(String text) {
    int at = text.lastIndexOf('@');
    return new SubjectRevision(text.substring(0, at), Long.parseLong(text.substring(at + 1)));
  }

  @JsonValue
  @Override
  public String toString() {
    return subject + "@" + revision;
  }
}
