package com.keeptrusts.security.query.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.keeptrusts.security.event.OrgId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One entry of the whole log, as its consumers see it. */
@Schema(description = "One event, as the whole log shows it. Every field is always there.")
@JsonInclude(JsonInclude.Include.ALWAYS)
record AuditEntry(
    @Schema(description = "Dense over the whole log, from 1") long number,
    String event,
    Instant at,
    @Schema(description = "user/<id>, client/<id> or system") @Nullable String actor,
    @Schema(description = "The service client that passed it on") @Nullable String via,
    @Nullable String session,
    @Schema(example = "user.mfa-enabled") String action,
    @Schema(
            description =
                "user/<id>, org/<id>, client/<id>, or email-hash/<keyed hash> of somebody unknown")
        @Nullable String target,
    @Schema(description = "The target as of this event, user/<id>@<revision>")
        @Nullable String revision,
    @Schema(description = "The org that the event names") @Nullable String org,
    @Schema(description = "Whose feeds it is in, and where") List<OrgPlace> orgs,
    @Schema(allowableValues = {"success", "refused"}) @Nullable String outcome,
    @Nullable String reason,
    @Schema(description = "What it was; of a change of e-mail the address, for who tells both")
        Map<String, Object> before,
    @Schema(description = "What it is from then on") Map<String, Object> after,
    Map<String, Object> details,
    @Nullable String address,
    @Nullable String agent,
    @Schema(description = "There was an address, agent or e-mail that nobody can read any more")
        boolean forgotten,
    @Nullable String correlation,
    @Schema(description = "The payload as it is stored, if this version cannot say more of it")
        @Nullable String stored) {

  /** An entry's number within the feed of an org. */
  record OrgPlace(OrgId org, long number) {}
}
