package com.keeptrusts.security.web;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Where the server sends what only has a status, {@code sendError}: a problem as well. */
@Controller
@Hidden
final class ErrorDoor implements ErrorController {

  private final Problems problems;

  ErrorDoor(Problems problems) {
    this.problems = problems;
  }

  @Open
  @RequestMapping("${spring.web.error.path:/error}")
  void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Correlation.enterLog(request);
    try {
      problems.write(request, response, failure(request));
    } finally {
      Correlation.leaveLog();
    }
  }

  private static Throwable failure(HttpServletRequest request) {
    if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable thrown) {
      return thrown;
    }
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    int code = status instanceof Integer number ? number : HttpServletResponse.SC_NOT_FOUND;
    Throwable refusal = Refusals.ofStatus(code);
    return refusal == null ? new IllegalStateException("Sent as an error: " + code) : refusal;
  }
}
