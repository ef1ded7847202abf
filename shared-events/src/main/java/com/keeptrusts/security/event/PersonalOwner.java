package com.keeptrusts.security.event;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

/**
 * Under whose key personal data is kept: a user, or a day for refused sign-ins that name no known
 * user. Forgetting the owner makes everything sealed for it unreadable. Nothing is kept under the
 * key of the deployment: who can open it has the right keyset.
 */
public record PersonalOwner(String value) {

  private static final Pattern FORM =
      Pattern.compile("deployment|user/[0-9a-f-]{36}|day/[0-9]{4}-[0-9]{2}-[0-9]{2}");

  public static final PersonalOwner DEPLOYMENT = new PersonalOwner("deployment");

  public PersonalOwner {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("An owner is user/<id>, day/<date> or deployment");
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
