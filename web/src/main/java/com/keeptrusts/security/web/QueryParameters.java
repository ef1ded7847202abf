package com.keeptrusts.security.web;

import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;

/**
 * Refuses a query parameter that the handler does not take, or that stands twice: a misspelt filter
 * would otherwise answer a wider question than was asked.
 */
final class QueryParameters {

  private QueryParameters() {}

  static void requireKnown(HttpServletRequest request, HandlerMethod method) {
    Map<String, String[]> sent = request.getParameterMap();
    if (sent.isEmpty()) {
      return;
    }
    Set<String> known =
        Arrays.stream(method.getMethodParameters())
            .filter(parameter -> parameter.hasParameterAnnotation(RequestParam.class))
            .map(QueryParameters::name)
            .collect(Collectors.toSet());
    sent.forEach(
        (name, values) -> {
          if (!known.contains(name)) {
            throw new Rejected(
                Reason.MALFORMED, "The request has a parameter that is unknown here");
          }
          if (values.length > 1) {
            throw new Rejected(
                Reason.MALFORMED, "The parameter " + name + " stands more than once");
          }
          if (values[0].isEmpty()) {
            throw new Rejected(Reason.INVALID_VALUE, "The parameter " + name + " has no value");
          }
          requireText(name, values[0]);
        });
  }

  private static void requireText(String name, String value) {
    boolean isText =
        value
            .codePoints()
            .noneMatch(point -> point == 0 || Character.getType(point) == Character.SURROGATE);
    if (!isText) {
      throw new Rejected(Reason.MALFORMED, "The parameter " + name + " is no Unicode text");
    }
  }

  private static String name(MethodParameter parameter) {
    RequestParam declared = parameter.getParameterAnnotation(RequestParam.class);
    String name = declared == null ? "" : declared.name();
    return name.isEmpty() ? parameter.getParameter().getName() : name;
  }
}
