package com.keeptrusts.security.query.decision;

import static org.springframework.web.bind.annotation.RequestMethod.DELETE;
import static org.springframework.web.bind.annotation.RequestMethod.GET;
import static org.springframework.web.bind.annotation.RequestMethod.HEAD;
import static org.springframework.web.bind.annotation.RequestMethod.OPTIONS;
import static org.springframework.web.bind.annotation.RequestMethod.PATCH;
import static org.springframework.web.bind.annotation.RequestMethod.POST;
import static org.springframework.web.bind.annotation.RequestMethod.PUT;
import static org.springframework.web.bind.annotation.RequestMethod.TRACE;

import com.keeptrusts.security.enforcement.DecisionReason;
import com.keeptrusts.security.enforcement.Decisions;
import com.keeptrusts.security.enforcement.Question;
import com.keeptrusts.security.enforcement.ServiceClient;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.Sha256;
import com.keeptrusts.security.log.SqlStates;
import com.keeptrusts.security.web.ForProxies;
import com.keeptrusts.security.web.ProxiedRequest;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The decision function for proxies (rule DEC-3): nginx {@code auth_request}, Traefik ForwardAuth,
 * Envoy ext_authz. What it is about is in the path, which is the proxy's own: whatever the method,
 * and whatever follows the path, is of the request that it asks about, and is not looked at.
 */
@Tag(
    name = "Forward-auth",
    description =
        "The decision function for proxies, by any method; see docs/forward-auth.md. The proxy's"
            + " service credential, with the scope decide, is in a header of its own.")
@RestController
class ForwardAuthController {

  private static final Logger LOG = LoggerFactory.getLogger(ForwardAuthController.class);

  private static final String ALLOWED =
      "ALLOW: it may pass. Headers say why and for whom: Keeptrusts-Outcome, -Reasons, -Gates,"
          + " -Deadline, -User, -Org, -Role, -User-Revision, -Org-Revision";

  private static final String NOT_SIGNED_IN =
      "DENY: no session that lives came along; Keeptrusts-Reasons says session-not-live";

  private static final String FORBIDDEN =
      "DENY, or RESTRICT with the gates in Keeptrusts-Gates: Keeptrusts-Reasons says why. Of the"
          + " proxy itself: unauthenticated, scope-missing, forward-auth-off";

  private final Decisions decisions;
  private final DecisionMetrics metrics;

  ForwardAuthController(Decisions decisions, DecisionMetrics metrics) {
    this.decisions = decisions;
    this.metrics = metrics;
  }

  @Operation(summary = "Ask, as a proxy, whether a request about the own account may pass, now")
  @ApiResponse(responseCode = "200", description = ALLOWED)
  @ApiResponse(responseCode = "401", description = NOT_SIGNED_IN)
  @ApiResponse(responseCode = "403", description = FORBIDDEN)
  @GetMapping("/v1/forward-auth/account")
  @ForProxies
  ResponseEntity<Void> account(@Parameter(hidden = true) ProxiedRequest asked) {
    return answer(asked, null);
  }

  @Operation(summary = "Ask, as a proxy, whether a request about an org may pass, now")
  @ApiResponse(responseCode = "200", description = ALLOWED)
  @ApiResponse(responseCode = "401", description = NOT_SIGNED_IN)
  @ApiResponse(responseCode = "403", description = FORBIDDEN)
  @GetMapping("/v1/forward-auth/orgs/{org}")
  @ForProxies
  ResponseEntity<Void> org(
      @Parameter(hidden = true) ProxiedRequest asked, @PathVariable String org) {
    return answer(asked, AskedOrg.of(org));
  }

  /** The methods one by one: without, the framework would answer OPTIONS itself, and by 200. */
  @Hidden
  @RequestMapping(
      path = "/v1/forward-auth/account/**",
      method = {GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, TRACE})
  @ForProxies
  ResponseEntity<Void> accountByAnyRequest(ProxiedRequest asked) {
    return answer(asked, null);
  }

  @Hidden
  @RequestMapping(
      path = "/v1/forward-auth/orgs/{org}/**",
      method = {GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, TRACE})
  @ForProxies
  ResponseEntity<Void> orgByAnyRequest(ProxiedRequest asked, @PathVariable String org) {
    return answer(asked, AskedOrg.of(org));
  }

  /** Never a redirect, and no body. */
  private ResponseEntity<Void> answer(ProxiedRequest asked, @Nullable OrgId org) {
    ForwardAuthAnswer answer = decided(asked, org);
    ResponseEntity.BodyBuilder response = ResponseEntity.status(answer.status());
    answer.headers().forEach((name, value) -> response.header(name, value));
    return response.build();
  }

  /** Never fails: a proxy may have been told to let pass what it gets no answer to. */
  private ForwardAuthAnswer decided(ProxiedRequest asked, @Nullable OrgId org) {
    try {
      Optional<ServiceClient> proxy = asked.proxy();
      if (proxy.isEmpty()) {
        return ForwardAuthAnswer.denied(Reason.UNAUTHENTICATED.stableName());
      }
      if (!proxy.get().scopes().contains(Scope.DECIDE)) {
        return ForwardAuthAnswer.denied(Reason.SCOPE_MISSING.stableName());
      }
      if (!asked.isAnswered()) {
        return ForwardAuthAnswer.denied("forward-auth-off");
      }
      return ForwardAuthAnswer.of(metrics.counted(decide(asked, org)), org);
    } catch (RuntimeException | StackOverflowError failure) {
      log(failure);
      return ForwardAuthAnswer.of(
          metrics.counted(DecisionAnswer.denied(DecisionReason.UNDECIDABLE)), org);
    }
  }

  private DecisionAnswer decide(ProxiedRequest asked, @Nullable OrgId org) {
    return asked
        .clientAddress()
        .map(address -> new Question(Sha256.ofToken(asked.sessionToken()), org, address))
        .map(question -> DecisionAnswer.of(decisions.decide(question)))
        .orElseGet(() -> DecisionAnswer.denied(DecisionReason.ADDRESS_UNREADABLE));
  }

  private static void log(Throwable failure) {
    if (SqlStates.isUnavailable(failure) || SqlStates.isTransient(failure)) {
      LOG.warn(
          "A proxy's question was denied: the database did not answer (SQLState {})",
          SqlStates.first(failure));
    } else {
      LOG.error("A proxy's question could not be decided, so it was denied", failure);
    }
  }
}
