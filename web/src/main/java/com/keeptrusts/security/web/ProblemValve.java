package com.keeptrusts.security.web;

import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import jakarta.servlet.RequestDispatcher;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.http11.Http11InputBuffer;
import org.apache.tomcat.util.res.StringManager;
import org.jspecify.annotations.Nullable;

/**
 * The problem of a request that Tomcat itself refuses, before there is one that a filter could see:
 * a broken request line, headers too large.
 */
final class ProblemValve extends ErrorReportValve {

  private static final int HEADERS_TOO_LARGE = 431;
  private static final String TOO_LARGE =
      StringManager.getManager(Http11InputBuffer.class)
          .getString("iib.requestheadertoolarge.error");

  private final RefusalMetrics metrics;

  ProblemValve(RefusalMetrics metrics) {
    this.metrics = metrics;
  }

  @Override
  protected void report(Request request, Response response, @Nullable Throwable failure) {
    int status = response.getStatus();
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    SecurityHeaders.setOn(response);
    Rejected refusal = Refusals.ofStatus(wasTooLarge(request) ? HEADERS_TOO_LARGE : status);
    metrics.refused(refusal == null ? Reason.INTERNAL : refusal.reason());
    Problem problem = problem(refusal);
    response.setHeader(StatedHeaders.CORRELATION, problem.correlation());
    response.setStatus(problem.status());
    response.setContentType(Problem.MEDIA_TYPE);
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    try {
      Writer writer = response.getReporter();
      if (writer != null) {
        writer.write(new String(problem.toJson(), StandardCharsets.UTF_8));
        response.finishResponse();
      }
    } catch (IOException | IllegalStateException gone) {
      container.getLogger().debug("The caller is gone", gone);
    }
  }

  /** Tomcat says 400 to headers beyond the limit as well, and tells them apart by a text only. */
  private static boolean wasTooLarge(Request request) {
    return request.getAttribute(RequestDispatcher.ERROR_EXCEPTION)
            instanceof IllegalArgumentException refused
        && TOO_LARGE.equals(refused.getMessage());
  }

  private static Problem problem(@Nullable Rejected refusal) {
    String correlation = UUID.randomUUID().toString();
    return refusal == null
        ? Problem.of(Reason.INTERNAL, Reason.INTERNAL.explanation(), correlation)
        : Problem.of(refusal.reason(), String.valueOf(refusal.getMessage()), correlation);
  }
}
