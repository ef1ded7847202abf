package com.keeptrusts.security.command.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
