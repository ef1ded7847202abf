package com.keeptrusts.security.benchmark;

import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.web.RequiresScope;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes what a decision takes, through the same door and the same check of who calls; does nothing.
 */
@RestController
class EmptyEndpoint {

  static final String PATH = "/v1/nothing";

  record Asked(@Nullable String session, @Nullable String org, @Nullable String clientAddress) {}

  record Answered(String outcome) {}

  private static final Answered NOTHING = new Answered("NOTHING");

  @PostMapping(PATH)
  @RequiresScope(Scope.DECIDE)
  Answered nothing(@RequestBody Asked question) {
    return NOTHING;
  }
}
