package com.keeptrusts.security.command.password;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a form shows while a password is typed: whether it would be accepted and, if not, why; and
 * how soon it would be guessed, which is advice only.
 */
record PasswordEstimate(
    boolean accepted,
    @Schema(description = "Why it would not be accepted") @Nullable String refusal,
    @Schema(
            description =
                "How long it withstands guessing, as far as can be told: 0 (hardly) to 4 (very"
                    + " long); advice only, and 0 or 1 if it is not accepted")
        int score,
    @Schema(description = "What makes it easy to guess") @Nullable String warning,
    @Schema(description = "What would make it harder") List<String> suggestions) {

  PasswordEstimate {
    suggestions = List.copyOf(suggestions);
  }
}
