package com.keeptrusts.security.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Takes every exception of a handler before any resolver of the framework may answer differently.
 */
final class ProblemResolver implements HandlerExceptionResolver {

  private final Problems problems;

  ProblemResolver(Problems problems) {
    this.problems = problems;
  }

  @Override
  public @Nullable ModelAndView resolveException(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Object handler,
      Exception failure) {
    try {
      return problems.write(request, response, failure) ? new ModelAndView() : null;
    } catch (IOException gone) {
      throw new UncheckedIOException("The caller is gone", gone);
    }
  }
}
