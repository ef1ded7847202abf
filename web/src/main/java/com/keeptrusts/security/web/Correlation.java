package com.keeptrusts.security.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;

/** What ties a request, its log lines, its events and its problem together. */
final class Correlation {

  private static final String ATTRIBUTE = Correlation.class.getName();

  private Correlation() {}

  static void set(HttpServletRequest request, String id) {
    request.setAttribute(ATTRIBUTE, id);
  }

  /** The request's own, or one made now and kept. */
  static String of(HttpServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof String id) {
      return id;
    }
    String made = UUID.randomUUID().toString();
    set(request, made);
    return made;
  }
}
