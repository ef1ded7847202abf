package com.keeptrusts.security.query.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One entry as an org sees it. What would tell of others is not there: the number in the whole log,
 * the event's id, the revision of the target, which orgs share the entry. Who did something for
 * another org that shares the account, why and from where, is not told either.
 */
@Schema(description = "One event, as the org sees it. Every field is always there.")
@JsonInclude(JsonInclude.Include.ALWAYS)
record OrgAuditEntry(
    @Schema(description = "Dense over the org's own feed, from 1") long number,
    Instant at,
    @Schema(description = "user/<id>, client/<id> or system") @Nullable String actor,
    @Schema(description = "The service client that passed it on") @Nullable String via,
    @Nullable String session,
    @Schema(example = "user.mfa-enabled") String action,
    @Nullable String target,
    @Schema(allowableValues = {"success", "refused"}) @Nullable String outcome,
    @Nullable String reason,
    Map<String, Object> before,
    Map<String, Object> after,
    Map<String, Object> details,
    @Nullable String address,
    @Nullable String agent,
    @Schema(description = "There was an address or agent that nobody can read any more")
        boolean forgotten,
    @Nullable String correlation) {}
