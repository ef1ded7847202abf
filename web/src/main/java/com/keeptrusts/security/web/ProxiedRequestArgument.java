package com.keeptrusts.security.web;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Hands a handler the {@link ProxiedRequest} that it asks for; reads nothing of it yet. */
final class ProxiedRequestArgument implements HandlerMethodArgumentResolver {

  private final ForwardAuthSettings settings;
  private final ServiceCredentials credentials;
  private final ClientAddresses addresses;

  ProxiedRequestArgument(
      ForwardAuthSettings settings, ServiceCredentials credentials, ClientAddresses addresses) {
    this.settings = settings;
    this.credentials = credentials;
    this.addresses = addresses;
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == ProxiedRequest.class;
  }

  @Override
  public ProxiedRequest resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders) {
    HttpServletRequest asked = request.getNativeRequest(HttpServletRequest.class);
    if (asked == null) {
      throw new IllegalStateException("No request of a server");
    }
    return new ProxiedRequest(asked, settings, credentials, addresses);
  }
}
