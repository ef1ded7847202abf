package com.keeptrusts.security.standalone.endpoints;

import com.keeptrusts.security.event.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One line of the table of endpoints.
 *
 * @param scopes of which one is enough for a client without a user
 * @param optional fields of the body that the example leaves out
 * @param legal what is hostile elsewhere and good here, as a pattern, and why
 */
record Endpoint(
    String method,
    String path,
    Access access,
    List<Scope> scopes,
    Example example,
    List<String> optional,
    Map<String, String> legal) {

  /** Completes a request that succeeds, for this person if a user stands behind it. */
  interface Example {
    Request complete(Request request, World world, Person me);
  }

  static Endpoint of(
      String method, String path, Access access, List<Scope> scopes, Example example) {
    return new Endpoint(method, path, access, scopes, example, List.of(), Map.of());
  }

  Endpoint optional(String... fields) {
    return new Endpoint(method, path, access, scopes, example, List.of(fields), legal);
  }

  Endpoint legal(String pattern, String why) {
    Map<String, String> more = new LinkedHashMap<>(legal);
    more.put(pattern, why);
    return new Endpoint(method, path, access, scopes, example, optional, more);
  }

  boolean isLegal(String hostile) {
    return legal.keySet().stream().anyMatch(pattern -> Pattern.matches(pattern, hostile));
  }

  String name() {
    return method + " " + path;
  }

  /** A request that succeeds, once. */
  Request request(World world, Person me) {
    Request request =
        switch (access) {
          case OPEN -> Request.of(method, path);
          case CLIENT -> world.asClient(method, path);
          case PROXY_ORG, PROXY_OWN -> world.asProxy(me, path);
          default -> world.as(me, method, path);
        };
    return example.complete(request, world, me);
  }

  @Override
  public String toString() {
    return name();
  }
}
