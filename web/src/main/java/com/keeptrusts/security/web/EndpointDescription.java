package com.keeptrusts.security.web;

import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Scope;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.method.HandlerMethod;

/**
 * Completes the description of an endpoint with what its annotations say about who, and why not.
 */
final class EndpointDescription {

  private static final Set<Reason> ALWAYS =
      EnumSet.of(
          Reason.MALFORMED,
          Reason.INVALID_VALUE,
          Reason.UNAUTHENTICATED,
          Reason.SESSION_NOT_LIVE,
          Reason.SCOPE_MISSING,
          Reason.NOT_FOUND,
          Reason.NOT_ACCEPTABLE,
          Reason.BODY_TOO_LARGE,
          Reason.UNSUPPORTED_MEDIA_TYPE,
          Reason.HEADERS_TOO_LARGE,
          Reason.BUSY,
          Reason.INTERNAL);

  private EndpointDescription() {}

  static Operation complete(Operation operation, HandlerMethod method) {
    RequiresScope demand = method.getMethodAnnotation(RequiresScope.class);
    if (demand == null) {
      return operation;
    }
    addCaller(operation, demand);
    Set<Reason> reasons = reasons(demand, method);
    if (reasons.contains(Reason.IDEMPOTENCY_KEY_REUSED)) {
      header(
          operation,
          StatedHeaders.IDEMPOTENCY_KEY,
          "The caller's own name for this request: a repeat within a day has no second effect and"
              + " gets the same answer, without what is shown once",
          false);
    }
    addProblems(operation, reasons);
    return operation;
  }

  private static void addCaller(Operation operation, RequiresScope demand) {
    List<String> scopes = Arrays.stream(demand.value()).map(Scope::stableName).toList();
    String said = "Needs the scope " + String.join(" or ", scopes) + also(demand) + ".";
    String before = operation.getDescription();
    operation.setDescription(before == null ? said : before + "\n\n" + said);
    SecurityRequirement asClient = new SecurityRequirement().addList(DoorDocs.CREDENTIAL);
    SecurityRequirement asUser =
        new SecurityRequirement().addList(DoorDocs.CREDENTIAL).addList(DoorDocs.SESSION);
    switch (demand.acting()) {
      case NO -> operation.setSecurity(List.of(asClient));
      case YES -> operation.setSecurity(List.of(asUser));
      case OPTIONAL -> operation.setSecurity(List.of(asClient, asUser));
    }
    boolean acting = demand.acting() == Acting.YES;
    header(operation, StatedHeaders.ADDRESS, "The user's address; needed with a session", acting);
    header(operation, StatedHeaders.AGENT, "What the user's browser calls itself", false);
    header(operation, StatedHeaders.CORRELATION, "Ties this request to events and logs", false);
  }

  private static String also(RequiresScope demand) {
    return Arrays.stream(demand.also())
        .map(scope -> " and " + scope.stableName())
        .collect(Collectors.joining());
  }

  private static void header(Operation operation, String name, String said, boolean required) {
    operation.addParametersItem(
        new HeaderParameter()
            .name(name)
            .description(said)
            .required(required)
            .schema(new StringSchema()));
  }

  private static Set<Reason> reasons(RequiresScope demand, HandlerMethod method) {
    Set<Reason> reasons = EnumSet.copyOf(ALWAYS);
    if (demand.acting() != Acting.NO) {
      reasons.add(Reason.PASSWORD_ROTATION_REQUIRED);
      reasons.add(Reason.MFA_ENROLLMENT_REQUIRED);
      if (isAboutAnOrg(method)) {
        reasons.add(Reason.ADDRESS_DENIED);
      }
    }
    if (!method.hasMethodAnnotation(GetMapping.class)) {
      reasons.add(Reason.CONFLICT);
    }
    Refuses refuses = method.getMethodAnnotation(Refuses.class);
    if (refuses != null) {
      reasons.addAll(Arrays.asList(refuses.value()));
      reasons.removeAll(Arrays.asList(refuses.never()));
    }
    return reasons;
  }

  private static boolean isAboutAnOrg(HandlerMethod method) {
    return Arrays.stream(method.getMethod().getParameters())
        .anyMatch(
            parameter ->
                parameter.isAnnotationPresent(PathVariable.class)
                    && parameter.getName().equals("org"));
  }

  private static void addProblems(Operation operation, Set<Reason> reasons) {
    var byStatus =
        reasons.stream()
            .collect(Collectors.groupingBy(Reason::status, TreeMap::new, Collectors.toList()));
    ApiResponses responses =
        operation.getResponses() == null ? new ApiResponses() : operation.getResponses();
    byStatus.forEach(
        (status, those) -> responses.addApiResponse(Integer.toString(status), response(those)));
    operation.setResponses(responses);
  }

  private static ApiResponse response(List<Reason> reasons) {
    String said =
        reasons.stream()
            .map(reason -> "`" + Problem.typeOf(reason) + "`: " + reason.explanation())
            .collect(Collectors.joining("\n\n"));
    Schema<?> problem = new Schema<>().$ref("#/components/schemas/" + DoorDocs.PROBLEM);
    return new ApiResponse()
        .description(said)
        .content(new Content().addMediaType(Problem.MEDIA_TYPE, new MediaType().schema(problem)));
  }
}
