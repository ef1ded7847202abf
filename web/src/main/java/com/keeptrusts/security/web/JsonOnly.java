package com.keeptrusts.security.web;

import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/**
 * JSON in, JSON out, asked before a handler runs. The framework would look at {@code Accept} only
 * when it writes: the request would be refused after all of it was done. It takes a quality of zero
 * for a yes, and a wildcard for the type of a body.
 */
final class JsonOnly {

  private JsonOnly() {}

  static void require(HttpServletRequest request) {
    if (!isAccepted(Collections.list(request.getHeaders(HttpHeaders.ACCEPT)))) {
      throw new Rejected(Reason.NOT_ACCEPTABLE, "The answer would be JSON");
    }
    String type = request.getContentType();
    if (type != null && type.indexOf('*') >= 0) {
      throw new Rejected(Reason.UNSUPPORTED_MEDIA_TYPE, "Send application/json in UTF-8");
    }
  }

  private static boolean isAccepted(List<String> accept) {
    try {
      List<MediaType> types = MediaType.parseMediaTypes(accept);
      return types.isEmpty() || types.stream().anyMatch(JsonOnly::includesJson);
    } catch (InvalidMediaTypeException unreadable) {
      return false;
    }
  }

  private static boolean includesJson(MediaType accepted) {
    return accepted.getQualityValue() > 0 && accepted.includes(MediaType.APPLICATION_JSON);
  }
}
