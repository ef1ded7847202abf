package com.keeptrusts.security.web;

import com.keeptrusts.security.event.ClientAddress;
import com.keeptrusts.security.event.DisplayName;
import com.keeptrusts.security.event.EmailAddress;
import com.keeptrusts.security.event.PasskeyName;
import com.keeptrusts.security.event.Scope;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The API's description (OpenAPI 3.1), a group for each side that declares one, with what every
 * operation has in common read from the same annotations that guard it.
 */
@Configuration(proxyBeanMethods = false)
class DoorDocs {

  static final String CREDENTIAL = "serviceCredential";
  static final String SESSION = "session";
  static final String PROBLEM = "Problem";

  static {
    SpringDocUtils.getConfig()
        .addRequestWrapperToIgnore(DoorCaller.class)
        .replaceWithSchema(EmailAddress.class, new StringSchema().format("email").maxLength(254))
        .replaceWithSchema(ClientAddress.class, new StringSchema())
        .replaceWithSchema(DisplayName.class, new StringSchema())
        .replaceWithSchema(PasskeyName.class, new StringSchema());
  }

  @Bean
  OpenAPI doorDescription() {
    return new OpenAPI()
        .info(
            new Info()
                .title("Keeptrusts Security")
                .version("v1")
                .description(
                    "Refusals are problems (RFC 9457); their types are explained at [/problems]"
                        + "(/problems). A service client's credential covers scopes:\n\n"
                        + scopes()))
        .servers(List.of(new Server().url("/")))
        .components(
            new Components()
                .addSchemas(PROBLEM, problem())
                .addSecuritySchemes(
                    CREDENTIAL,
                    new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .description("The credential of a service client, kts_..."))
                .addSecuritySchemes(
                    SESSION,
                    new SecurityScheme()
                        .type(SecurityScheme.Type.APIKEY)
                        .in(SecurityScheme.In.HEADER)
                        .name(StatedHeaders.SESSION)
                        .description("The session token of the user that the caller acts for")));
  }

  @Bean
  RequiredComponents requiredComponents() {
    return new RequiredComponents();
  }

  @Bean
  GlobalOperationCustomizer whatEveryOperationSays() {
    return EndpointDescription::complete;
  }

  private static String scopes() {
    return Arrays.stream(Scope.values())
        .map(scope -> "- `" + scope.stableName() + "`: " + scope.explanation())
        .collect(Collectors.joining("\n"));
  }

  private static Schema<?> problem() {
    var schema = new ObjectSchema();
    schema.addProperty("type", new StringSchema().format("uri-reference"));
    schema.addProperty("title", new StringSchema());
    schema.addProperty("status", new IntegerSchema());
    schema.addProperty("detail", new StringSchema());
    schema.addProperty("correlation", new StringSchema());
    schema.setRequired(new ArrayList<>(schema.getProperties().keySet()));
    return schema;
  }
}
