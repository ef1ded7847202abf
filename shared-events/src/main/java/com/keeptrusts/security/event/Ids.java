package com.keeptrusts.security.event;

import java.util.regex.Pattern;

/**
 * The one textual form of every random id: a lower-case UUID, so that equal ids are equal texts.
 */
final class Ids {

  private static final Pattern UUID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private Ids() {}

  static void requireUuid(String value) {
    if (!UUID.matcher(value).matches()) {
      throw new IllegalArgumentException("An id is a lower-case UUID");
    }
  }
}
