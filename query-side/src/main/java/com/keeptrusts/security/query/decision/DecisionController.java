package com.keeptrusts.security.query.decision;

import com.keeptrusts.security.enforcement.DecisionReason;
import com.keeptrusts.security.enforcement.Decisions;
import com.keeptrusts.security.enforcement.Question;
import com.keeptrusts.security.event.ClientAddress;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.Sha256;
import com.keeptrusts.security.web.Refuses;
import com.keeptrusts.security.web.RequiresScope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@Tag(
    name = "Decisions",
    description = "The decision function. A denial is an answer, so it is 200 like every other.")
@RestController
class DecisionController {

  private final Decisions decisions;
  private final DecisionMetrics metrics;

  DecisionController(Decisions decisions, DecisionMetrics metrics) {
    this.decisions = decisions;
    this.metrics = metrics;
  }

  @Operation(summary = "Ask whether a request may pass, now")
  @PostMapping("/v1/decisions")
  @RequiresScope(Scope.DECIDE)
  @Refuses(never = Reason.CONFLICT)
  DecisionAnswer decide(@RequestBody DecisionQuestion question) {
    return metrics.counted(answer(question));
  }

  private DecisionAnswer answer(DecisionQuestion question) {
    ClientAddress address = address(question.clientAddress());
    if (address == null) {
      return DecisionAnswer.denied(DecisionReason.ADDRESS_UNREADABLE);
    }
    String token = question.session() == null ? "" : question.session();
    OrgId org = question.org() == null ? null : AskedOrg.of(question.org());
    return DecisionAnswer.of(decisions.decide(new Question(Sha256.ofToken(token), org, address)));
  }

  /** Never skipped: what cannot be read cannot be matched with any rule (rule IP-7). */
  private static @Nullable ClientAddress address(@Nullable String text) {
    try {
      return text == null ? null : new ClientAddress(text);
    } catch (IllegalArgumentException unreadable) {
      return null;
    }
  }
}
