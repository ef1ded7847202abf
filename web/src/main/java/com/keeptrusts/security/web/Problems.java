package com.keeptrusts.security.web;

import com.keeptrusts.security.event.Deferred;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.log.SqlStates;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.HttpRequestMethodNotSupportedException;

/**
 * The one place where an exception becomes an answer. A refusal is told as it is. A fault of ours
 * is logged once, without the request, and the caller is told nothing but how to ask about it. A
 * database that does not answer is no fault of ours: a line without a trace says so.
 */
final class Problems {

  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
  private static final String FAULT = "Something is broken here; quote the correlation id";

  private final RefusalMetrics metrics;

  Problems(RefusalMetrics metrics) {
    this.metrics = metrics;
  }

  /** Writes the problem, unless the answer has already begun: then {@code false}, and nothing. */
  boolean write(HttpServletRequest request, HttpServletResponse response, Throwable failure)
      throws IOException {
    String correlation = Correlation.of(request);
    Rejected refusal = Refusals.of(failure).orElse(null);
    if (refusal == null) {
      LOG.error("Unexpected failure of request {}", correlation, failure);
    } else if (SqlStates.isUnavailable(failure) || SqlStates.isTransient(failure)) {
      LOG.warn(
          "Request {} has to come again: the database did not answer (SQLState {})",
          correlation,
          SqlStates.first(failure));
    }
    if (response.isCommitted()) {
      return false;
    }
    response.resetBuffer();
    if (refusal == null) {
      send(response, Reason.INTERNAL, FAULT, correlation);
    } else {
      addHeaders(response, refusal, failure);
      send(response, refusal.reason(), sentence(refusal), correlation);
    }
    return true;
  }

  private static String sentence(Rejected refusal) {
    String message = refusal.getMessage();
    return message == null ? refusal.reason().explanation() : message;
  }

  private static void addHeaders(
      HttpServletResponse response, Rejected refusal, Throwable failure) {
    if (refusal instanceof Deferred deferred) {
      response.setHeader(HttpHeaders.RETRY_AFTER, wholeSeconds(deferred.retryAfter()));
    }
    if (refusal.reason() == Reason.UNAUTHENTICATED) {
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"keeptrusts\"");
    }
    if (failure instanceof HttpRequestMethodNotSupportedException unsupported) {
      Set<HttpMethod> methods = unsupported.getSupportedHttpMethods();
      if (methods != null) {
        response.setHeader(
            HttpHeaders.ALLOW, String.join(", ", methods.stream().map(HttpMethod::name).toList()));
      }
    }
  }

  /** Rounded up, at least one: coming back at the time told is never too early. */
  private static String wholeSeconds(Duration duration) {
    long up = duration.toSeconds() + (duration.toNanosPart() > 0 ? 1 : 0);
    return Long.toString(Math.max(1, up));
  }

  private void send(HttpServletResponse response, Reason reason, String detail, String correlation)
      throws IOException {
    metrics.refused(reason);
    Problem problem = Problem.of(reason, detail, correlation);
    byte[] json = problem.toJson();
    SecurityHeaders.setOn(response);
    response.setHeader(StatedHeaders.CORRELATION, problem.correlation());
    response.setStatus(problem.status());
    response.setContentType(Problem.MEDIA_TYPE);
    response.setContentLength(json.length);
    response.getOutputStream().write(json);
    response.flushBuffer();
  }
}
