package com.keeptrusts.security.web;

import jakarta.servlet.ServletRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Hands a handler the {@link Peer} that it asks for. */
final class PeerArgument implements HandlerMethodArgumentResolver {

  /** Of an IPv6 address: it means something on this machine alone. */
  private static final Pattern ZONE = Pattern.compile("%.*");

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == Peer.class;
  }

  @Override
  public Peer resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders) {
    ServletRequest asked = request.getNativeRequest(ServletRequest.class);
    if (asked == null) {
      throw new IllegalStateException("No request of a server");
    }
    return new Peer(ZONE.matcher(asked.getRemoteAddr()).replaceFirst(""));
  }
}
