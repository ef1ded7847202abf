package com.keeptrusts.security.event;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Who did it: {@code user/<id>}, {@code client/<id>} or {@code system}. */
public record Actor(String value) {

  private static final Pattern FORM = Pattern.compile("(user|client)/[0-9a-f-]{36}|system");

  private static final String CLIENT = "client/";

  public static final Actor SYSTEM = new Actor("system");

  public Actor {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("An actor is user/<id>, client/<id> or system");
    }
  }

  public static Actor of(UserId user) {
    return new Actor("user/" + user);
  }

  public static Actor of(ServiceClientId client) {
    return new Actor(CLIENT + client);
  }

  /** The service client, if it is one. */
  public @Nullable ServiceClientId client() {
    return value.startsWith(CLIENT) ? ServiceClientId.of(value.substring(CLIENT.length())) : null;
  }

  @Override
  public String toString() {
    return value;
  }
}
