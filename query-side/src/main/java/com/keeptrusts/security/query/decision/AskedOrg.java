package com.keeptrusts.security.query.decision;

import com.keeptrusts.security.event.OrgId;

/** The org that a question is about, as a text that may be none. */
final class AskedOrg {

  /** No org ever has this id. */
  private static final OrgId NONE = OrgId.of("00000000-0000-0000-0000-000000000000");

  private AskedOrg() {}

  /** One that nobody is a member of, if the text is no id. */
  static OrgId of(String text) {
    try {
      return OrgId.of(text);
    } catch (IllegalArgumentException unreadable) {
      return NONE;
    }
  }
}
