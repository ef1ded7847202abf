package com.keeptrusts.security.web;

import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.event.Scope;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Lets a request through to a handler that says who may call it, if its caller is one of these.
 * What says nothing is closed.
 */
final class DoorGuard implements HandlerInterceptor {

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (!(handler instanceof HandlerMethod method)) {
      requireOpenPage(request);
    } else if (Openness.isOpen(method)) {
      allowPage(method, response);
    } else if (!isQuestionAboutMethods(request)) {
      RequiresScope demand = method.getMethodAnnotation(RequiresScope.class);
      if (demand == null) {
        throw new Rejected(Reason.NOT_FOUND, "There is nothing at this address");
      }
      requireCaller(demand);
      AcceptedTypes.require(request, method);
      QueryParameters.requireKnown(request, method);
    }
    return true;
  }

  /** Files behind the API description are served by no method. */
  private static void requireOpenPage(HttpServletRequest request) {
    if (!OpenPaths.DOCS.matches(request)) {
      throw new Rejected(Reason.NOT_FOUND, "There is nothing at this address");
    }
  }

  private static void allowPage(HandlerMethod method, HttpServletResponse response) {
    if (method.hasMethodAnnotation(Page.class)) {
      SecurityHeaders.allowOwnPageOn(response);
    }
  }

  /** Answered by the framework with nothing but {@code Allow}, to who has a credential. */
  private static boolean isQuestionAboutMethods(HttpServletRequest request) {
    return HttpMethod.OPTIONS.matches(request.getMethod());
  }

  private static void requireCaller(RequiresScope demand) {
    DoorCaller caller = ServiceClientFilter.current();
    if (caller == null) {
      throw new Rejected(Reason.UNAUTHENTICATED, "A service credential is needed");
    }
    if (demand.acting() == Acting.NO && caller.isActing()) {
      throw new Rejected(
          Reason.INVALID_VALUE, "This endpoint acts for nobody, so it takes no session token");
    }
    requireScope(demand, caller);
    if (demand.acting() == Acting.YES) {
      caller.requireSession();
    }
  }

  private static void requireScope(RequiresScope demand, DoorCaller caller) {
    boolean acting = demand.acting() == Acting.YES || caller.isActing();
    List<Scope> enough =
        Arrays.stream(demand.value()).filter(scope -> (scope == Scope.ACT) == acting).toList();
    if (enough.stream().noneMatch(caller::has)) {
      throw new Rejected(
          Reason.SCOPE_MISSING,
          "The service client lacks the scope "
              + String.join(" or ", enough.stream().map(Scope::stableName).toList()));
    }
    for (Scope scope : demand.also()) {
      if (!caller.has(scope)) {
        throw new Rejected(
            Reason.SCOPE_MISSING, "The service client lacks the scope " + scope.stableName());
      }
    }
  }
}
