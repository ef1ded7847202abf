package com.keeptrusts.security.standalone.endpoints;

import org.jspecify.annotations.Nullable;

/**
 * Somebody with an account, signed in.
 *
 * @param password in force; temporary if the session began with that
 * @param org in which the person is, or was, a member; null if in none
 */
record Person(String user, String email, String password, String session, @Nullable String org) {

  Person in(String other) {
    return new Person(user, email, password, session, other);
  }

  Person with(String otherSession) {
    return new Person(user, email, password, otherSession, org);
  }
}
