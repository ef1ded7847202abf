package com.keeptrusts.security.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.slf4j.MDC;

/** What ties a request, its log lines, its events and its problem together. */
final class Correlation {

  private static final String ATTRIBUTE = Correlation.class.getName();

  /** What log lines call it, in both formats. */
  private static final String LOGGED = "correlation";

  private Correlation() {}

  static void set(HttpServletRequest request, String id) {
    request.setAttribute(ATTRIBUTE, id);
  }

  /** From now on every line that this thread logs holds the request's id. */
  static void enterLog(HttpServletRequest request) {
    MDC.put(LOGGED, of(request));
  }

  static void leaveLog() {
    MDC.remove(LOGGED);
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
