package com.keeptrusts.security.web;

import com.keeptrusts.security.event.Scope;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The application does not start with an endpoint that does not say, clearly, who may call it. */
final class EndpointCheck implements SmartInitializingSingleton {

  private final ListableBeanFactory beans;

  EndpointCheck(ListableBeanFactory beans) {
    this.beans = beans;
  }

  @Override
  public void afterSingletonsInstantiated() {
    List<String> faults =
        beans.getBeansOfType(RequestMappingHandlerMapping.class).values().stream()
            .map(mapping -> mapping.getHandlerMethods().values())
            .flatMap(Collection::stream)
            .filter(method -> !isClear(method))
            .map(HandlerMethod::getShortLogMessage)
            .sorted()
            .toList();
    if (!faults.isEmpty()) {
      throw new IllegalStateException(
          "Needs @Open, @ForProxies if it takes a proxied request, or @RequiresScope with ACT"
              + " exactly if it is acting: "
              + faults);
    }
  }

  private static boolean isClear(HandlerMethod method) {
    RequiresScope demand = method.getMethodAnnotation(RequiresScope.class);
    if (demand == null) {
      boolean forProxies = method.hasMethodAnnotation(ForProxies.class);
      return Openness.isOpen(method)
          && !takes(method, DoorCaller.class)
          && takes(method, ProxiedRequest.class) == forProxies
          && !(forProxies && method.hasMethodAnnotation(Open.class));
    }
    return !Openness.isOpen(method)
        && !method.hasMethodAnnotation(Page.class)
        && !takes(method, ProxiedRequest.class)
        && isConsistent(demand);
  }

  private static boolean isConsistent(RequiresScope demand) {
    List<Scope> scopes = Arrays.asList(demand.value());
    boolean act = scopes.contains(Scope.ACT);
    return switch (demand.acting()) {
      case NO -> !act && !scopes.isEmpty();
      case YES -> act && scopes.size() == 1;
      case OPTIONAL -> act && scopes.size() > 1;
    };
  }

  private static boolean takes(HandlerMethod method, Class<?> type) {
    return Arrays.stream(method.getMethodParameters())
        .anyMatch(parameter -> parameter.getParameterType() == type);
  }
}
