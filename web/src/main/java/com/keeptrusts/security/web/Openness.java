package com.keeptrusts.security.web;

import org.springframework.web.method.HandlerMethod;

/**
 * Which handlers the door lets everybody through to: those that say so, those that look for a
 * proxy's credential themselves, and the pages of the API description.
 */
final class Openness {

  private static final String API_DESCRIPTION = "org.springdoc.";

  private Openness() {}

  static boolean isOpen(HandlerMethod method) {
    return method.hasMethodAnnotation(Open.class)
        || method.hasMethodAnnotation(ForProxies.class)
        || method.getBeanType().getName().startsWith(API_DESCRIPTION);
  }
}
