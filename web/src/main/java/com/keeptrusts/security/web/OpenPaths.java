package com.keeptrusts.security.web;

import java.util.Arrays;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * What may be asked without a credential that the door knows. Everything else is closed, whether it
 * exists or not.
 */
final class OpenPaths {

  /** The pages of the browsable API description, the only ones that run a script. */
  static final RequestMatcher DOCS = any("/docs", "/swagger-ui/**", "/openapi/**");

  static final RequestMatcher ALL =
      new OrRequestMatcher(
          any("/livez", "/readyz", "/problems", "/problems/{name}", "/.well-known/webauthn"),
          any("/v1/forward-auth/**"),
          DOCS);

  private OpenPaths() {}

  private static RequestMatcher any(String... patterns) {
    return new OrRequestMatcher(
        Arrays.stream(patterns)
            .<RequestMatcher>map(PathPatternRequestMatcher::pathPattern)
            .toList());
  }
}
