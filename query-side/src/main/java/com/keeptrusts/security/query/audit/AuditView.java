package com.keeptrusts.security.query.audit;

import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Personal;
import com.keeptrusts.security.log.PersonalData;
import com.keeptrusts.security.query.audit.AuditEntry.OrgPlace;
import com.keeptrusts.security.query.audit.AuditFeed.Placed;
import com.keeptrusts.security.query.audit.Entry.Circumstances;
import com.keeptrusts.security.query.audit.Rendering.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows kept entries, each reader what is theirs to see; the only place where address, agent and a
 * changed e-mail are opened.
 */
final class AuditView {

  private static final Logger log = LoggerFactory.getLogger(AuditView.class);

  private final PersonalData personal;

  AuditView(PersonalData personal) {
    this.personal = personal;
  }

  AuditEntry whole(Entry entry, List<OrgPlace> orgs) {
    Opened from = opened(entry.circumstances());
    Map<String, Object> before = withEmailOpened(entry.before());
    Map<String, Object> after = withEmailOpened(entry.after());
    return new AuditEntry(
        entry.number(),
        entry.eventId(),
        entry.at(),
        entry.circumstances().actor(),
        entry.circumstances().via(),
        entry.circumstances().session(),
        entry.action(),
        entry.target(),
        entry.revision(),
        entry.orgId(),
        orgs,
        stable(entry.outcome()),
        entry.reason(),
        before,
        after,
        entry.details(),
        from.address(),
        from.agent(),
        from.forgotten()
            || before.size() < entry.before().size()
            || after.size() < entry.after().size(),
        entry.circumstances().correlation(),
        entry.stored());
  }

  /**
   * Of what another org asked for about an account that both share, the fact alone is told: neither
   * its reason nor who of the other org did it, and from where.
   */
  OrgAuditEntry toOrg(OrgId org, Placed placed) {
    Entry entry = placed.entry();
    boolean ofAnother = entry.orgId() != null && !entry.orgId().equals(org.value());
    Circumstances circumstances = ofAnother ? Circumstances.UNKNOWN : entry.circumstances();
    Opened from = opened(circumstances);
    return new OrgAuditEntry(
        placed.orgNumber(),
        entry.at(),
        circumstances.actor(),
        circumstances.via(),
        circumstances.session(),
        entry.action(),
        entry.target(),
        stable(entry.outcome()),
        ofAnother ? null : entry.reason(),
        withoutEmail(entry.before()),
        withoutEmail(entry.after()),
        entry.details(),
        from.address(),
        from.agent(),
        from.forgotten(),
        circumstances.correlation());
  }

  private record Opened(@Nullable String address, @Nullable String agent, boolean forgotten) {}

  private Opened opened(Circumstances circumstances) {
    Optional<String> address = open(circumstances.address());
    Optional<String> agent = open(circumstances.agent());
    boolean forgotten =
        (circumstances.address() != null && address.isEmpty())
            || (circumstances.agent() != null && agent.isEmpty());
    return new Opened(address.orElse(circumstances.clientAddress()), agent.orElse(null), forgotten);
  }

  /** For who tells both addresses (rule ORG-6); it is left out once nobody can read it any more. */
  private Map<String, Object> withEmailOpened(Map<String, Object> kept) {
    Map<String, Object> shown = withoutEmail(kept);
    if (kept.get(AuditCatalogue.EMAIL) instanceof String sealed) {
      open(sealed).ifPresent(email -> shown.put(AuditCatalogue.EMAIL, email));
    }
    return shown;
  }

  private static Map<String, Object> withoutEmail(Map<String, Object> kept) {
    Map<String, Object> shown = new LinkedHashMap<>(kept);
    shown.remove(AuditCatalogue.EMAIL);
    return shown;
  }

  private Optional<String> open(@Nullable String sealed) {
    try {
      return sealed == null ? Optional.empty() : personal.open(Personal.parse(sealed));
    } catch (IllegalStateException altered) {
      log.error("Sealed data in the audit log cannot be opened", altered);
      return Optional.empty();
    }
  }

  private static @Nullable String stable(@Nullable Outcome outcome) {
    return outcome == null ? null : outcome.name().toLowerCase(Locale.ROOT);
  }
}
