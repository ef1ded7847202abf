package com.keeptrusts.security.query.decision;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What the console asks at every request. Texts as they came to it: whatever is missing or cannot
 * be read is denied, not refused, so that nobody takes a refusal for an answer.
 */
record DecisionQuestion(
    @Schema(description = "The session token that came with the request") @Nullable String session,
    @Schema(description = "The org that it is about; absent for the own account")
        @Nullable String org,
    @Schema(description = "The address that it came from") @Nullable String clientAddress) {

  /** Says nothing: it holds a token and an address. */
  @Override
  public String toString() {
    return "DecisionQuestion";
  }
}
