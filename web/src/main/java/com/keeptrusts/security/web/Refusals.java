package com.keeptrusts.security.web;

import com.keeptrusts.security.event.Deferred;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.log.SqlStates;
import java.io.EOFException;
import java.time.Duration;
import java.util.Optional;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.coyote.BadRequestException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springdoc.api.OpenApiResourceNotFoundException;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/**
 * Reads an exception of the frameworks as a refusal. What is none, is a fault of ours. Sentences
 * are our own: a message of a library may repeat what was sent, or tell what is inside.
 */
final class Refusals {

  private static final Duration SOON = Duration.ofSeconds(1);

  private Refusals() {}

  static Optional<Rejected> of(Throwable failure) {
    return Optional.ofNullable(read(failure));
  }

  private static @Nullable Rejected read(Throwable failure) {
    if (failure instanceof Rejected rejected) {
      return rejected;
    }
    if (failure instanceof HttpMessageNotReadableException unreadable) {
      return UnreadableJson.refusal(unreadable);
    }
    if (failure instanceof MethodArgumentTypeMismatchException mismatch) {
      return parameter(mismatch);
    }
    if (failure instanceof MissingServletRequestParameterException missing) {
      return invalid("The parameter " + missing.getParameterName() + " is missing");
    }
    if (failure instanceof BadRequestException
        || failure instanceof EOFException
        || isCutOff(failure)) {
      return new Rejected(Reason.MALFORMED, "The body was cut off or is wrongly framed");
    }
    if (failure instanceof OpenApiResourceNotFoundException) {
      return new Rejected(Reason.NOT_FOUND, "There is no such group of endpoints");
    }
    if (failure instanceof RequestRejectedException
        || failure instanceof InvalidParameterException) {
      return new Rejected(
          Reason.MALFORMED, "The address, a header or a parameter holds what is not allowed there");
    }
    if (failure instanceof AuthenticationException) {
      return new Rejected(
          Reason.UNAUTHENTICATED, "Send a service credential: Authorization: Bearer kts_...");
    }
    if (failure instanceof AccessDeniedException) {
      return new Rejected(Reason.NOT_ALLOWED, "This is not allowed");
    }
    if (SqlStates.isUnavailable(failure) || SqlStates.isTransient(failure)) {
      return Deferred.busy("The database does not answer at this moment", SOON);
    }
    return byStatus(failure);
  }

  /** Whether the client hung up, while it was read from or written to. */
  private static boolean isCutOff(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ClientAbortException) {
        return true;
      }
    }
    return false;
  }

  /** A path with an id that can be none leads nowhere; a parameter can be put right. */
  private static Rejected parameter(MethodArgumentTypeMismatchException mismatch) {
    if (mismatch.getParameter().hasParameterAnnotation(PathVariable.class)) {
      return new Rejected(Reason.NOT_FOUND, "There is no such " + mismatch.getName());
    }
    String sentence = OwnSentence.within(mismatch).map(own -> ": " + own).orElse("");
    return invalid("The parameter " + mismatch.getName() + " has a wrong value" + sentence);
  }

  private static Rejected invalid(String sentence) {
    return new Rejected(Reason.INVALID_VALUE, sentence);
  }

  private static @Nullable Rejected byStatus(Throwable failure) {
    if (failure instanceof ErrorResponse response) {
      return ofStatus(response.getStatusCode().value());
    }
    ResponseStatus status =
        AnnotatedElementUtils.findMergedAnnotation(failure.getClass(), ResponseStatus.class);
    return status == null ? null : ofStatus(status.code().value());
  }

  /** What a bare HTTP status means; nothing if it is a fault of the server. */
  static @Nullable Rejected ofStatus(int status) {
    return switch (status) {
      case 401 -> new Rejected(Reason.UNAUTHENTICATED, "A service credential is needed");
      case 403 -> new Rejected(Reason.NOT_ALLOWED, "This is not allowed");
      case 404 -> new Rejected(Reason.NOT_FOUND, "There is nothing at this address");
      case 405 -> new Rejected(Reason.METHOD_NOT_ALLOWED, "This address has other methods");
      case 406 -> new Rejected(Reason.NOT_ACCEPTABLE, "The answer would be of another type");
      case 413 -> StrictBody.tooLarge();
      case 414, 431 ->
          new Rejected(Reason.HEADERS_TOO_LARGE, "Address and headers are 16 KiB at most");
      case 415 -> new Rejected(Reason.UNSUPPORTED_MEDIA_TYPE, "Send application/json in UTF-8");
      case 501, 505 ->
          new Rejected(Reason.MALFORMED, "This version, method or encoding of HTTP is not spoken");
      case 503 -> Deferred.busy("Too much work is waiting", SOON);
      default -> status < 500 ? new Rejected(Reason.MALFORMED, "The request cannot be read") : null;
    };
  }
}
