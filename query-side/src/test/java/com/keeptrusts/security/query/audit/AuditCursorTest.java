package com.keeptrusts.security.query.audit;

import static com.keeptrusts.security.query.audit.TestEvents.ALPHA;
import static com.keeptrusts.security.query.audit.TestEvents.BETA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import java.util.Base64;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("AUD-2")
class AuditCursorTest {

  private static final String CURSOR = new AuditCursor(AuditCursor.WHOLE, 41).text();

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 41, 1L << 40, Long.MAX_VALUE})
  void a_cursor_leads_back_to_its_place(long position) {
    AuditCursor cursor = new AuditCursor(AuditCursor.WHOLE, position);
    assertThat(AuditCursor.read(AuditCursor.WHOLE, cursor.text())).isEqualTo(cursor);
    assertThat(cursor.text()).matches("[A-Za-z0-9_-]+");
  }

  @Test
  void a_cursor_of_another_feed_is_refused() {
    String ofAlpha = new AuditCursor(AuditCursor.feedOf(ALPHA), 41).text();
    assertRefused(AuditCursor.feedOf(BETA), ofAlpha);
    assertRefused(AuditCursor.WHOLE, ofAlpha);
    assertRefused(AuditCursor.feedOf(ALPHA), CURSOR);
  }

  @Test
  void a_cursor_with_any_bit_changed_is_refused() {
    byte[] bytes = Base64.getUrlDecoder().decode(CURSOR);
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      byte[] altered = bytes.clone();
      altered[bit / 8] ^= (byte) (1 << bit % 8);
      assertRefused(
          AuditCursor.WHOLE, Base64.getUrlEncoder().withoutPadding().encodeToString(altered));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "41",
        "=",
        "AQ",
        "null",
        "-1",
        "\u0000",
        "ä",
        "' OR 1=1 --",
        "AQAAAAAAAAAp"
      })
  void what_is_no_cursor_is_refused(String text) {
    assertRefused(AuditCursor.WHOLE, text);
  }

  @Test
  void a_cursor_in_another_spelling_is_refused() {
    assertRefused(AuditCursor.WHOLE, CURSOR + "=");
    assertRefused(AuditCursor.WHOLE, CURSOR + CURSOR);
    assertRefused(AuditCursor.WHOLE, " " + CURSOR);
  }

  private static void assertRefused(String feed, String text) {
    assertThatThrownBy(() -> AuditCursor.read(feed, text))
        .isInstanceOfSatisfying(
            Rejected.class,
            rejected -> assertThat(rejected.reason()).isEqualTo(Reason.INVALID_VALUE));
  }
}
