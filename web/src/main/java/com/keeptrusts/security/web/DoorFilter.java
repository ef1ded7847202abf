package com.keeptrusts.security.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The outermost step of every request: names it, sets the response's security headers, refuses a
 * body that says it is too large, and turns whatever was thrown further in into a problem.
 */
final class DoorFilter extends OncePerRequestFilter {

  private final Problems problems;

  DoorFilter(Problems problems) {
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    SecurityHeaders.setOn(response);
    if (OpenPaths.DOCS.matches(request)) {
      SecurityHeaders.allowOwnScriptsOn(response);
    }
    try {
      pass(request, response, chain);
    } catch (Exception | StackOverflowError failure) {
      if (!problems.write(request, response, failure)) {
        throw failure;
      }
    }
  }

  private static void pass(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String correlation = correlation(request, response);
    if (request.getContentLengthLong() > StrictBody.LARGEST) {
      throw StrictBody.tooLarge();
    }
    MDC.put("correlation", correlation);
    try {
      chain.doFilter(request, response);
    } finally {
      MDC.remove("correlation");
    }
  }

  /** The caller's, or a new one; also if the caller's is refused, so that the refusal has one. */
  private static String correlation(HttpServletRequest request, HttpServletResponse response) {
    try {
      String stated = new StatedHeaders(request).correlation();
      if (stated != null) {
        Correlation.set(request, stated);
      }
    } finally {
      response.setHeader(StatedHeaders.CORRELATION, Correlation.of(request));
    }
    return Correlation.of(request);
  }
}
