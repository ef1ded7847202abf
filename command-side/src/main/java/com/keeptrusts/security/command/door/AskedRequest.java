package com.keeptrusts.security.command.door;

import com.keeptrusts.security.command.CommandSide;
import com.keeptrusts.security.event.Sha256;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/**
 * What the current request asks, as a digest of its method, path and body: two requests with one
 * idempotency key are the same if this is.
 */
@ControllerAdvice(basePackageClasses = CommandSide.class)
public final class AskedRequest extends RequestBodyAdviceAdapter {

  private static final String BODY = AskedRequest.class.getName() + ".body";

  /** A longer body is refused, so it needs no digest. */
  private static final int LARGEST = 64 * 1024;

  private final HttpServletRequest request;

  /** {@code request} stands for whichever the current one is. */
  AskedRequest(HttpServletRequest request) {
    this.request = request;
  }

  /** The digest of the current request. */
  Sha256 digest() {
    MessageDigest digest = sha256();
    digest.update(
        (request.getMethod() + " " + request.getRequestURI() + "\n")
            .getBytes(StandardCharsets.UTF_8));
    if (request.getAttribute(BODY) instanceof byte[] body) {
      digest.update(body);
    }
    return Sha256.of(Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest()));
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
    byte[] start = input.getBody().readNBytes(LARGEST);
    request.setAttribute(BODY, sha256().digest(start));
    return new Body(
        new SequenceInputStream(new ByteArrayInputStream(start), input.getBody()),
        input.getHeaders());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("Every Java runtime has SHA-256", missing);
    }
  }

  private record Body(InputStream body, HttpHeaders headers) implements HttpInputMessage {

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
