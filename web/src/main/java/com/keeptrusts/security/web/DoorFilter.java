package com.keeptrusts.security.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The first step of ours in every request: names it, sets the response's security headers, refuses
 * a body that says it is too large, and turns whatever was thrown further in into a problem. A
 * process that is ready no more keeps no connection: one that is idle when the server ends would be
 * cut under a request that is on its way.
 */
final class DoorFilter extends OncePerRequestFilter {

  private final Problems problems;
  private final ApplicationAvailability availability;

  DoorFilter(Problems problems, ApplicationAvailability availability) {
    this.problems = problems;
    this.availability = availability;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    SecurityHeaders.setOn(response);
    if (OpenPaths.DOCS.matches(request)) {
      SecurityHeaders.allowOwnScriptsOn(response);
    }
    if (availability.getReadinessState() == ReadinessState.REFUSING_TRAFFIC) {
      response.setHeader(HttpHeaders.CONNECTION, "close");
    }
    try {
      pass(request, response, chain);
    } catch (Exception | StackOverflowError failure) {
      if (!problems.write(request, response, failure)) {
        throw failure;
      }
    } finally {
      Correlation.leaveLog();
    }
  }

  private static void pass(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    name(request, response);
    if (request.getContentLengthLong() > StrictBody.LARGEST) {
      throw StrictBody.tooLarge();
    }
    chain.doFilter(request, response);
  }

  /** The caller's, or a new one; also if the caller's is refused, so that the refusal has one. */
  private static void name(HttpServletRequest request, HttpServletResponse response) {
    try {
      String stated = new StatedHeaders(request).correlation();
      if (stated != null) {
        Correlation.set(request, stated);
      }
    } finally {
      response.setHeader(StatedHeaders.CORRELATION, Correlation.of(request));
      Correlation.enterLog(request);
    }
  }
}
