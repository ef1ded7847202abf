package com.keeptrusts.security.web;

import jakarta.servlet.http.HttpServletResponse;

/**
 * What every response says to browsers: nothing here is a page, to be framed, guessed at or kept.
 * Set before anything else runs, so that what the firewall or the server refuses has them too.
 */
final class SecurityHeaders {

  private static final String POLICY = "Content-Security-Policy";
  private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";

  /** For the API description: its own scripts and styles, and requests to this host. */
  private static final String OWN_SCRIPTS =
      NOTHING
          + "; base-uri 'none'; form-action 'none'; script-src 'self'; connect-src 'self'"
          + "; style-src 'self' 'unsafe-inline'; img-src 'self' data:";

  /** For pages of ours: nothing inline, and no text that becomes markup (Trusted Types). */
  private static final String OWN_PAGE =
      NOTHING
          + "; base-uri 'none'; form-action 'none'; script-src 'self'; connect-src 'self'"
          + "; style-src 'self'; img-src 'self' data:"
          + "; require-trusted-types-for 'script'; trusted-types 'none'";

  private SecurityHeaders() {}

  static void setOn(HttpServletResponse response) {
    response.setHeader(POLICY, NOTHING);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    response.setHeader("Cache-Control", "no-store");
  }

  static void allowOwnScriptsOn(HttpServletResponse response) {
    response.setHeader(POLICY, OWN_SCRIPTS);
  }

  static void allowOwnPageOn(HttpServletResponse response) {
    response.setHeader(POLICY, OWN_PAGE);
  }
}
