package com.keeptrusts.security.standalone.endpoints;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What both sides say about their endpoints. */
final class ApiDescription {

  /**
   * One endpoint.
   *
   * @param name its method and path
   * @param asked the requests it is asked by, with ids or with their names
   */
  record Operation(String name, Pattern asked, JsonNode said) {

    static Operation of(String method, String path, JsonNode said) {
      String name = method.toUpperCase(Locale.ROOT) + " " + path;
      return new Operation(name, Pattern.compile(name.replaceAll("\\{\\w+}", "[^/]+")), said);
    }

    private void requireSays(Reply reply) {
      String said =
          said()
              .path("responses")
              .path(Integer.toString(reply.status()))
              .path("description")
              .asString("");
      assertThat(said)
          .as("what is said of %s, which answered: %s", name, reply)
          .isNotEmpty()
          .contains(
              reply.succeeded() || reply.decides() ? "" : "`/problems/" + reply.problem() + "`");
    }
  }

  private final List<Operation> operations = new ArrayList<>();
  private final SortedSet<String> groups = new TreeSet<>();

  ApiDescription(Wire wire) {
    for (String side : new String[] {"command", "query"}) {
      JsonNode said = wire.send(Request.of("GET", "/openapi/" + side)).json();
      said.get("tags").forEach(tag -> groups.add(tag.get("name").asString()));
      said.get("paths")
          .forEachEntry(
              (path, methods) ->
                  methods.forEachEntry(
                      (method, operation) ->
                          operations.add(Operation.of(method, path, operation))));
    }
  }

  List<Operation> operations() {
    return operations;
  }

  SortedSet<String> names() {
    return operations.stream().map(Operation::name).collect(toCollection(TreeSet::new));
  }

  /** The names of the groups that say what they are. */
  SortedSet<String> groups() {
    return groups;
  }

  /** Fails if the endpoint that was asked does not say that it may answer so. */
  void requireSays(Request request, Reply reply) {
    String asked = request.method() + " " + request.path();
    operations.stream()
        .filter(operation -> operation.asked().matcher(asked).matches())
        .forEach(operation -> operation.requireSays(reply));
  }
}
