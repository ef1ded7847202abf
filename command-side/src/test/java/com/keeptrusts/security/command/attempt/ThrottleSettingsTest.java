package com.keeptrusts.security.command.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.keeptrusts.security.log.WrongSetting;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("SIGN-5")
class ThrottleSettingsTest {

  @Test
  void by_default_no_more_than_100_consecutive_guesses_are_ever_verified() {
    ThrottleSettings settings = ThrottleSettings.DEFAULT;
    int ownPlaces = Devices.MOST_PER_USER + 1;
    assertThat(settings.limit() + ownPlaces * settings.limitPerDevice()).isEqualTo(98);
  }

  @Test
  void limits_that_sum_up_to_more_than_100_cannot_be_set() {
    assertThatThrownBy(() -> limits(53, 8)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> limits(50, 9)).isInstanceOf(IllegalArgumentException.class);
    assertThat(limits(94, 1).limit()).isEqualTo(94);
  }

  @Test
  void delays_that_do_not_grow_or_outlive_their_counter_cannot_be_set() {
    assertThatThrownBy(() -> delays(Duration.ZERO, Duration.ofMinutes(15), Duration.ofDays(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> delays(Duration.ofMinutes(20), Duration.ofMinutes(15), Duration.ofDays(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> delays(Duration.ofSeconds(1), Duration.ofMinutes(15), Duration.ofMinutes(14)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void there_is_a_free_attempt_and_no_more_are_free_than_there_are() {
    for (int free : new int[] {0, 51}) {
      assertThatThrownBy(() -> free(free))
          .isInstanceOf(WrongSetting.class)
          .hasMessage("keeptrusts.throttle.free-attempts: between 1 and 50, but it is " + free);
    }
    assertThat(free(50).freeAttempts()).isEqualTo(50);
  }

  @Test
  void each_refusal_names_the_setting() {
    assertThatThrownBy(() -> limits(50, 17))
        .hasMessage("keeptrusts.throttle.limit-per-device: between 1 and 16, but it is 17");
    assertThatThrownBy(() -> limits(53, 8))
        .hasMessage("keeptrusts.throttle.limit: between 1 and 52, but it is 53");
    assertThatThrownBy(() -> delays(Duration.ofSeconds(1), Duration.ofDays(2), Duration.ofDays(1)))
        .hasMessage("keeptrusts.throttle.longest-delay: between 1ms and 1d, but it is 2d");
    assertThatThrownBy(() -> delays(Duration.ofHours(2), Duration.ofHours(1), Duration.ofDays(1)))
        .hasMessage("keeptrusts.throttle.first-delay: between 1ms and 1h, but it is 2h");
    assertThatThrownBy(
            () -> delays(Duration.ofSeconds(1), Duration.ofHours(1), Duration.ofDays(31)))
        .hasMessage("keeptrusts.throttle.forget-few: between 1h and 30d, but it is 31d");
  }

  private static ThrottleSettings free(int attempts) {
    return new ThrottleSettings(
        attempts,
        Duration.ofSeconds(1),
        Duration.ofMinutes(15),
        50,
        8,
        Duration.ofDays(1),
        Duration.ofDays(30));
  }

  private static ThrottleSettings limits(int limit, int perDevice) {
    return new ThrottleSettings(
        5,
        Duration.ofSeconds(1),
        Duration.ofMinutes(15),
        limit,
        perDevice,
        Duration.ofDays(1),
        Duration.ofDays(30));
  }

  private static ThrottleSettings delays(Duration first, Duration longest, Duration forgetFew) {
    return new ThrottleSettings(5, first, longest, 50, 8, forgetFew, Duration.ofDays(30));
  }
}
