package com.keeptrusts.security.query.decision;

import com.keeptrusts.security.enforcement.Decision;
import com.keeptrusts.security.enforcement.DecisionReason;
import com.keeptrusts.security.enforcement.Gate;
import com.keeptrusts.security.event.IpRuleId;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.SessionId;
import com.keeptrusts.security.event.SubjectRevision;
import com.keeptrusts.security.event.UserId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** May the request pass, and why (rule DEC-1); {@link Decision} as JSON. */
record DecisionAnswer(
    Decision.Outcome outcome,
    List<DecisionReason> reasons,
    List<Gate> gates,
    @Schema(description = "Until when a warning lasts before it becomes a gate")
        @Nullable Instant deadline,
    @Schema(type = "string", description = "The address rule that denied") @Nullable IpRuleId rule,
    @Nullable UserId user,
    @Nullable SessionId session,
    @Nullable Role role,
    @Schema(type = "string", description = "How far the user had come, user/<id>@<revision>")
        @Nullable SubjectRevision userRevision,
    @Schema(type = "string", description = "How far the org had come, org/<id>@<revision>")
        @Nullable SubjectRevision orgRevision) {

  static DecisionAnswer of(Decision decision) {
    return new DecisionAnswer(
        decision.outcome(),
        decision.reasons(),
        decision.gates(),
        decision.deadline(),
        decision.rule(),
        decision.user(),
        decision.session(),
        decision.role(),
        decision.userRevision(),
        decision.orgRevision());
  }

  static DecisionAnswer denied(DecisionReason reason) {
    return new DecisionAnswer(
        Decision.Outcome.DENY,
        List.of(reason),
        List.of(),
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }
}
