package com.keeptrusts.security.web;

import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Hands a handler the {@link Peer} that it asks for. */
final class PeerArgument implements HandlerMethodArgumentResolver {

  private final ClientAddresses addresses;

  PeerArgument(ClientAddresses addresses) {
    this.addresses = addresses;
  }

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
    HttpServletRequest asked = request.getNativeRequest(HttpServletRequest.class);
    if (asked == null) {
      throw new IllegalStateException("No request of a server");
    }
    return addresses
        .of(asked)
        .map(address -> new Peer(address.text()))
        .orElseThrow(
            () ->
                new Rejected(
                    Reason.INVALID_VALUE,
                    "What a trusted proxy says of where this comes from cannot be read"));
  }
}
