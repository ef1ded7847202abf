package com.keeptrusts.security.web;

import com.keeptrusts.security.enforcement.ServiceClient;
import com.keeptrusts.security.event.ClientAddress;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.Sha256;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Finds out which service client calls (rule ORG-4) and what it states about its user. What a
 * header states is read only after the credential was found good. The credential is looked at in
 * the database at every request, so that a revoked one is refused at once.
 */
final class ServiceClientFilter extends OncePerRequestFilter {

  private final ServiceCredentials credentials;

  ServiceClientFilter(ServiceCredentials credentials) {
    this.credentials = credentials;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return OpenPaths.ALL.matches(request);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    StatedHeaders headers = new StatedHeaders(request);
    String credential = headers.credential();
    ServiceClient client =
        Optional.ofNullable(credential)
            .flatMap(credentials::authenticate)
            .orElseThrow(() -> new BadCredentialsException("No live service credential"));
    enter(caller(client, headers, request));
    chain.doFilter(request, response);
  }

  private static DoorCaller caller(
      ServiceClient client, StatedHeaders headers, HttpServletRequest request) {
    Sha256 session = headers.session();
    ClientAddress address = headers.address();
    if (session != null && address == null) {
      throw new Rejected(
          Reason.INVALID_VALUE,
          StatedHeaders.ADDRESS + " is missing: who acts for a user states the user's address");
    }
    return new DoorCaller(
        client.id(),
        client.scopes(),
        request.getRemoteAddr(),
        session,
        address,
        headers.agent(),
        Correlation.of(request),
        headers.idempotencyKey());
  }

  private static void enter(DoorCaller caller) {
    String[] scopes = caller.scopes().stream().map(Scope::stableName).toArray(String[]::new);
    var context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(
        new PreAuthenticatedAuthenticationToken(
            caller, "", AuthorityUtils.createAuthorityList(scopes)));
    SecurityContextHolder.setContext(context);
  }

  /** Who was let in by this filter for the current request. */
  static @Nullable DoorCaller current() {
    var authentication = SecurityContextHolder.getContext().getAuthentication();
    return authentication != null && authentication.getPrincipal() instanceof DoorCaller caller
        ? caller
        : null;
  }
}
