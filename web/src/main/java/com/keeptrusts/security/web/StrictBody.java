package com.keeptrusts.security.web;

import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/**
 * Reads a body whole before it is parsed, up to a limit that also holds for bodies that do not tell
 * their length, and refuses text that is no valid Unicode: bytes that are no UTF-8, and the escapes
 * of NUL and of half a surrogate pair, which no database column would take.
 */
@ControllerAdvice
final class StrictBody extends RequestBodyAdviceAdapter {

  static final int LARGEST = 64 * 1024;

  static Rejected tooLarge() {
    return new Rejected(Reason.BODY_TOO_LARGE, "A body is " + LARGEST / 1024 + " KiB at most");
  }

  @Override
  public boolean supports(
      MethodParameter parameter,
      Type target,
      Class<? extends HttpMessageConverter<?>> converterType) {
    return true;
  }

  @Override
  public HttpInputMessage beforeBodyRead(
      HttpInputMessage input,
      MethodParameter parameter,
      Type target,
      Class<? extends HttpMessageConverter<?>> converterType)
      throws IOException {
    requireUtf8(input.getHeaders().getContentType());
    byte[] body = input.getBody().readNBytes(LARGEST + 1);
    if (body.length > LARGEST) {
      throw tooLarge();
    }
    JsonText.requireUnicode(decode(body));
    return new ReadBody(new ByteArrayInputStream(body), input.getHeaders());
  }

  private static void requireUtf8(@Nullable MediaType type) {
    Charset stated = type == null ? null : type.getCharset();
    if (stated != null && !stated.equals(StandardCharsets.UTF_8)) {
      throw new Rejected(Reason.UNSUPPORTED_MEDIA_TYPE, "JSON is sent in UTF-8");
    }
  }

  private static String decode(byte[] body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException notUtf8) {
      throw new Rejected(Reason.MALFORMED, "The body is no valid UTF-8");
    }
  }

  private record ReadBody(InputStream body, HttpHeaders headers) implements HttpInputMessage {

    @Override
    public InputStream getBody() {
      return body;
    }

    @Override
    public HttpHeaders getHeaders() {
      return headers;
    }
  }
}
