package com.keeptrusts.security.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.web.TestCaller.Answer;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@AtTheDoor
class DescriptionTest {

  private static final Pattern REFERENCE = Pattern.compile("(?:src|href)=\"([^\"]+)\"");

  private final TestCaller caller;

  DescriptionTest(@LocalServerPort int port) {
    caller = new TestCaller(port);
  }

  private JsonNode description() {
    return caller.ask("/openapi/test").get().json();
  }

  @Test
  void the_description_is_openapi_3_1_and_holds_the_endpoints_of_the_group_only() {
    JsonNode description = description();

    assertThat(description.path("openapi").asString()).startsWith("3.1");
    assertThat(description.path("paths").propertyNames())
        .contains("/v1/everything", "/v1/acting", "/metrics")
        .allMatch(path -> path.startsWith("/v1/") || path.equals("/metrics"));
    assertThat(description.path("servers").path(0).path("url").asString()).isEqualTo("/");
  }

  @Test
  void an_operation_says_which_scope_it_needs_and_for_whom_it_acts() {
    JsonNode paths = description().path("paths");
    JsonNode alone = paths.path("/v1/alone").path("post");
    JsonNode acting = paths.path("/v1/acting").path("post");
    JsonNode either = paths.path("/v1/either").path("post");

    assertThat(alone.path("description").asString()).contains("sign-in or operate");
    assertThat(paths.path("/v1/vouching").path("post").path("description").asString())
        .contains("act and sign-in");
    assertThat(alone.path("security").toString()).isEqualTo("[{\"serviceCredential\":[]}]");
    assertThat(acting.path("security").toString())
        .isEqualTo("[{\"serviceCredential\":[],\"session\":[]}]");
    assertThat(either.path("security").size()).isEqualTo(2);
    assertThat(acting.path("parameters").toString()).contains("Keeptrusts-Client-Address");
    assertThat(acting.toString()).doesNotContain("DoorCaller", "idempotencyKey");
  }

  @Test
  void an_operation_that_takes_an_idempotency_key_says_so() {
    JsonNode paths = description().path("paths");

    assertThat(paths.path("/v1/everything").path("post").path("parameters").toString())
        .contains("\"Idempotency-Key\"");
    assertThat(paths.path("/v1/alone").path("post").toString()).doesNotContain("Idempotency-Key");
  }

  @Test
  void an_operation_lists_its_problems() {
    JsonNode responses =
        description().path("paths").path("/v1/everything").path("post").path("responses");

    assertThat(responses.propertyNames()).contains("200", "400", "401", "403", "413", "415", "503");
    assertThat(responses.path("409").path("description").asString())
        .contains("/problems/email-taken");
    assertThat(responses.path("409").path("content").path("application/problem+json").toString())
        .contains("#/components/schemas/Problem");
  }

  @Test
  void what_endpoints_of_a_kind_may_refuse_is_listed_unless_one_never_does() {
    assertThat(problems("/v1/acting", "post"))
        .contains("/problems/password-rotation-required`", "/problems/conflict`");
    assertThat(problems("/v1/either", "post")).contains("/problems/password-rotation-required`");
    assertThat(problems("/v1/everything", "post"))
        .contains("/problems/conflict`")
        .doesNotContain("password-rotation-required");
    assertThat(problems("/v1/alone", "post")).doesNotContain("/problems/conflict`");
    assertThat(problems("/v1/address", "get")).doesNotContain("/problems/conflict`");
  }

  private String problems(String path, String method) {
    return description().path("paths").path(path).path(method).path("responses").toString();
  }

  @Test
  void the_page_says_what_each_scope_is_for() {
    assertThat(description().path("info").path("description").asString().lines())
        .containsAll(
            Arrays.stream(Scope.values())
                .map(scope -> "- `%s`: %s".formatted(scope.stableName(), scope.explanation()))
                .toList());
  }

  @Test
  void a_checked_value_is_described_as_the_text_that_it_is() {
    JsonNode schemas = description().path("components").path("schemas");
    JsonNode properties = schemas.path("Everything").path("properties");

    assertThat(properties.path("email").path("type").asString()).isEqualTo("string");
    assertThat(schemas.path("Member").path("properties").path("user").path("type").asString())
        .isEqualTo("string");
    assertThat(schemas.path("Problem").path("required").size()).isEqualTo(5);
  }

  @Test
  void what_may_be_left_out_is_not_required_and_everything_else_is() {
    String required =
        description()
            .path("components")
            .path("schemas")
            .path("Everything")
            .path("required")
            .toString();

    assertThat(required).contains("\"text\"", "\"members\"").doesNotContain("note", "until");
  }

  @Test
  void the_page_is_browsable_and_takes_nothing_from_elsewhere() {
    Answer docs = caller.ask("/docs").get();
    assertThat(docs.status()).isEqualTo(302);
    assertThat(docs.header("Location")).endsWith("/swagger-ui/index.html");

    Answer page = caller.ask("/swagger-ui/index.html").get();
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Security-Policy"))
        .contains("script-src 'self'", "connect-src 'self'", "default-src 'none'");
    Matcher references = REFERENCE.matcher(page.body());
    while (references.find()) {
      assertThat(references.group(1)).doesNotContain("//");
      assertThat(caller.ask("/swagger-ui/" + references.group(1).replace("./", "")).get().status())
          .isEqualTo(200);
    }
    assertThat(page.body()).doesNotContain("<script>");
    assertThat(caller.ask("/swagger-ui/swagger-initializer.js").get().body())
        .contains("/openapi/swagger-config")
        .doesNotContain("petstore");
    assertThat(caller.ask("/openapi/swagger-config").get().json().path("urls").toString())
        .contains("/openapi/test");
  }

  @Test
  void a_group_that_is_none_is_not_found() {
    assertThat(caller.ask("/openapi/nothing").get().problem()).isEqualTo("not-found");
    assertThat(caller.ask("/swagger-ui/nothing.js").get().problem()).isEqualTo("not-found");
  }
}
