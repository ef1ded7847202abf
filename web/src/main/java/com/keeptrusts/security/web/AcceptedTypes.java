package com.keeptrusts.security.web;

import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.method.HandlerMethod;

/**
 * JSON in, and out what the handler says it produces: JSON if it says nothing. Asked before a
 * handler runs. The framework would look at {@code Accept} only when it writes: the request would
 * be refused after all of it was done. It takes a quality of zero for a yes, and a wildcard for the
 * type of a body.
 */
final class AcceptedTypes {

  private AcceptedTypes() {}

  static void require(HttpServletRequest request, HandlerMethod method) {
    MediaType answer = answer(method);
    if (!isAccepted(Collections.list(request.getHeaders(HttpHeaders.ACCEPT)), answer)) {
      throw new Rejected(Reason.NOT_ACCEPTABLE, "The answer would be " + answer);
    }
    String type = request.getContentType();
    if (type != null && type.indexOf('*') >= 0) {
      throw new Rejected(Reason.UNSUPPORTED_MEDIA_TYPE, "Send application/json in UTF-8");
    }
  }

  private static MediaType answer(HandlerMethod method) {
    RequestMapping mapping = method.getMethodAnnotation(RequestMapping.class);
    return mapping == null || mapping.produces().length == 0
        ? MediaType.APPLICATION_JSON
        : MediaType.parseMediaType(mapping.produces()[0]);
  }

  private static boolean isAccepted(List<String> accept, MediaType answer) {
    try {
      List<MediaType> types = MediaType.parseMediaTypes(accept);
      return types.isEmpty()
          || types.stream()
              .anyMatch(accepted -> accepted.getQualityValue() > 0 && accepted.includes(answer));
    } catch (InvalidMediaTypeException unreadable) {
      return false;
    }
  }
}
