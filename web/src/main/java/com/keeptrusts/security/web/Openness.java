package com.keeptrusts.security.web;

import org.springframework.web.method.HandlerMethod;

/** Which handlers anybody may call: those that say so, and the pages of the API description. */
final class Openness {

  private static final String API_DESCRIPTION = "org.springdoc.";

  private Openness() {}

  static boolean isOpen(HandlerMethod method) {
    return method.hasMethodAnnotation(Open.class)
        || method.getBeanType().getName().startsWith(API_DESCRIPTION);
  }
}
