package com.keeptrusts.security.enforcement;

import static com.keeptrusts.security.enforcement.TestRows.NINE;
import static com.keeptrusts.security.enforcement.TestRows.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.event.EndCause;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("SES-1")
class SessionRowTest {

  private static final Duration TIMEOUT_AND_A_MINUTE = Duration.ofMinutes(61);

  @Test
  void a_session_ends_its_timeout_and_a_minute_after_its_use_was_last_written_down() {
    SessionRow session = TestRows.session(NOON, false);
    Instant end = NOON.plus(TIMEOUT_AND_A_MINUTE);

    assertThat(session.isLive(end.minusMillis(1))).isTrue();
    assertThat(session.isLive(end)).isFalse();
    assertThat(session.endsAt()).isEqualTo(end);
    assertThat(session.endsBy()).isEqualTo(EndCause.IDLE);
  }

  @Test
  void no_use_makes_a_session_outlive_its_lifetime() {
    Instant end = NINE.plus(Duration.ofHours(24));
    SessionRow session = TestRows.session(end.minusSeconds(1), false);

    assertThat(session.isLive(end.minusMillis(1))).isTrue();
    assertThat(session.isLive(end)).isFalse();
    assertThat(session.endsAt()).isEqualTo(end);
    assertThat(session.endsBy()).isEqualTo(EndCause.EXPIRED);
  }

  @Test
  void a_session_of_which_nobody_knows_when_it_was_used_is_not_live() {
    assertThat(TestRows.session(null, false).isLive(NINE)).isFalse();
  }

  @Test
  void a_use_is_worth_writing_down_once_a_minute_at_most() {
    SessionRow session = TestRows.session(NOON, false);

    assertThat(session.isUseWorthWriting(NOON.plusSeconds(60))).isFalse();
    assertThat(session.isUseWorthWriting(NOON.plusMillis(60_001))).isTrue();
  }
}
