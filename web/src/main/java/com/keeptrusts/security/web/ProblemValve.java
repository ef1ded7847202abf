package com.keeptrusts.security.web;

import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/**
 * The problem of a request that Tomcat itself refuses, before there is one that a filter could see:
 * a broken request line, headers too large. Tomcat makes it by its name.
 */
public final class ProblemValve extends ErrorReportValve {

  @Override
  protected void report(Request request, Response response, @Nullable Throwable failure) {
    int status = response.getStatus();
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    SecurityHeaders.setOn(response);
    Problem problem = problem(status);
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

  private static Problem problem(int status) {
    String correlation = UUID.randomUUID().toString();
    Rejected refusal = Refusals.ofStatus(status);
    return refusal == null
        ? Problem.of(Reason.INTERNAL, Reason.INTERNAL.explanation(), correlation)
        : Problem.of(refusal.reason(), String.valueOf(refusal.getMessage()), correlation);
  }
}
