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
          "Needs @Open, or @RequiresScope with ACT exactly if it is acting: " + faults);
    }
  }

  private static boolean isClear(HandlerMethod method) {
    RequiresScope demand = method.getMethodAnnotation(RequiresScope.class);
    if (demand == null) {
      return Openness.isOpen(method) && takesNoCaller(method);
    }
    return !Openness.isOpen(method)
        && !method.hasMethodAnnotation(Page.class)
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

  private static boolean takesNoCaller(HandlerMethod method) {
    return Arrays.stream(method.getMethodParameters())
        .noneMatch(parameter -> parameter.getParameterType() == DoorCaller.class);
  }
}
