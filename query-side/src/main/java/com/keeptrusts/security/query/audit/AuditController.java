package com.keeptrusts.security.query.audit;

import static com.keeptrusts.security.event.Scope.ACT;
import static com.keeptrusts.security.event.Scope.AUDIT;

import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.query.OrgReaders;
import com.keeptrusts.security.query.audit.AuditPages.Ask;
import com.keeptrusts.security.query.audit.AuditPages.From;
import com.keeptrusts.security.web.Acting;
import com.keeptrusts.security.web.DoorCaller;
import com.keeptrusts.security.web.Refuses;
import com.keeptrusts.security.web.RequiresScope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Audit", description = "The audit feeds: of the whole log, and of one org.")
@RestController
class AuditController {

  private static final String CURSOR = "As it came with a page of the same feed";
  private static final String FROM = "Where to begin without a cursor: `beginning` or `end`";

  private final AuditPages pages;
  private final OrgReaders readers;

  AuditController(AuditPages pages, OrgReaders readers) {
    this.pages = pages;
    this.readers = readers;
  }

  @Operation(
      summary = "Read the whole log, in the one order that is the same for everyone for ever")
  @GetMapping("/v1/audit/entries")
  @RequiresScope(AUDIT)
  AuditPage<AuditEntry> whole(
      @Parameter(description = CURSOR) @RequestParam(required = false) @Nullable String cursor,
      @Parameter(description = FROM) @RequestParam(required = false) @Nullable String from,
      @RequestParam(defaultValue = "100") int limit) {
    return pages.whole(ask(cursor, from, limit));
  }

  @Operation(
      summary = "Read what belongs to one org",
      description =
          "For a service client, or for an owner, admin or compliance reviewer of the org whom it"
              + " acts for.")
  @GetMapping("/v1/orgs/{org}/audit/entries")
  @RequiresScope(
      value = {AUDIT, ACT},
      acting = Acting.OPTIONAL)
  @Refuses(Reason.NOT_ALLOWED)
  AuditPage<OrgAuditEntry> ofOrg(
      DoorCaller caller,
      @PathVariable String org,
      @Parameter(description = CURSOR) @RequestParam(required = false) @Nullable String cursor,
      @Parameter(description = FROM) @RequestParam(required = false) @Nullable String from,
      @RequestParam(defaultValue = "100") int limit) {
    OrgId readable = readers.requireMayRead(caller, org);
    return pages.ofOrg(readable, ask(cursor, from, limit));
  }

  private static Ask ask(@Nullable String cursor, @Nullable String from, int limit) {
    return new Ask(cursor, from == null ? null : From.named(from), limit);
  }
}
