package com.keeptrusts.security.query.audit;

import org.jspecify.annotations.Nullable;

/** Which texts PostgreSQL takes: no NUL, no half of a surrogate pair. */
final class Texts {

  private Texts() {}

  static boolean storable(@Nullable String text) {
    return text == null || text.codePoints().noneMatch(Texts::isUnstorable);
  }

  private static boolean isUnstorable(int codePoint) {
    return codePoint == 0 || Character.getType(codePoint) == Character.SURROGATE;
  }
}
