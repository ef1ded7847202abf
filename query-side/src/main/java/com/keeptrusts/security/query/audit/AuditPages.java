package com.keeptrusts.security.query.audit;

import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.query.audit.AuditEntry.OrgPlace;
import com.keeptrusts.security.query.audit.AuditFeed.Placed;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Cuts feeds into pages: cursor in, cursor out (rule AUD-2). */
public final class AuditPages {

  static final int LARGEST = 1000;

  private final AuditFeed feed;
  private final AuditView view;

  AuditPages(AuditFeed feed, AuditView view) {
    this.feed = feed;
    this.view = view;
  }

  /** Where to begin without a cursor. */
  enum From {
    BEGINNING,
    END;

    static From named(String text) {
      return switch (text) {
        case "beginning" -> BEGINNING;
        case "end" -> END;
        default ->
            throw new Rejected(Reason.INVALID_VALUE, "A feed is read from `beginning` or `end`");
      };
    }
  }

  /** What a reader asked for: how many entries after which place. */
  record Ask(@Nullable String cursor, @Nullable From from, int limit) {

    Ask {
      if (limit < 1 || limit > LARGEST) {
        throw new Rejected(Reason.INVALID_VALUE, "A page has 1 to " + LARGEST + " entries");
      }
      if (cursor != null && from != null) {
        throw new Rejected(
            Reason.INVALID_VALUE, "Give either a cursor or where to begin, not both");
      }
    }

    long after(String feed, LongSupplier end) {
      if (cursor != null) {
        return AuditCursor.read(feed, cursor).position();
      }
      return from == From.END ? end.getAsLong() : 0;
    }
  }

  AuditPage<AuditEntry> whole(Ask ask) {
    long after = ask.after(AuditCursor.WHOLE, feed::end);
    // One more than asked for tells whether there are more.
    List<Entry> found = feed.whole(after, ask.limit() + 1);
    List<Entry> page = found.subList(0, Math.min(ask.limit(), found.size()));
    Map<Long, List<OrgPlace>> places = feed.placesOf(page);
    long last = page.isEmpty() ? after : page.get(page.size() - 1).number();
    return new AuditPage<>(
        page.stream()
            .map(entry -> view.whole(entry, places.getOrDefault(entry.number(), List.of())))
            .toList(),
        new AuditCursor(AuditCursor.WHOLE, last).text(),
        found.size() > page.size());
  }

  AuditPage<OrgAuditEntry> ofOrg(OrgId org, Ask ask) {
    String name = AuditCursor.feedOf(org);
    long after = ask.after(name, () -> feed.endOf(org));
    List<Placed> found = feed.ofOrg(org, after, ask.limit() + 1);
    List<Placed> page = found.subList(0, Math.min(ask.limit(), found.size()));
    long last = page.isEmpty() ? after : page.get(page.size() - 1).orgNumber();
    return new AuditPage<>(
        page.stream().map(placed -> view.toOrg(org, placed)).toList(),
        new AuditCursor(name, last).text(),
        found.size() > page.size());
  }
}
