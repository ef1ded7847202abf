package com.keeptrusts.security.event;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

/**
 * Under whose key personal data is kept: a user, or a day for refused sign-ins that name no known
 * user. Forgetting the owner makes everything sealed for it unreadable.
 */
public record PersonalOwner(String value) {

  private static final Pattern FORM =
      Pattern.compile("user/[0-9a-f-]{36}|day/[0-9]{4}-[0-9]{2}-[0-9]{2}");

  public PersonalOwner {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("An owner is user/<id> or day/<date>");
    }
  }

  public static PersonalOwner of(UserId user) {
    return new PersonalOwner("user/" + user);
  }

  /** The UTC day of an instant. */
  public static PersonalOwner ofDay(Instant instant) {
    return new PersonalOwner("day/" + instant.atOffset(ZoneOffset.UTC).toLocalDate());
  }

  @Override
  public String toString() {
    return value;
  }
}
