package com.keeptrusts.security.command.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("PWD-1")
class Argon2SettingsTest {

  @Test
  void nineteen_mebibytes_in_two_passes_are_the_default_and_the_least() {
    assertThat(Argon2Settings.DEFAULT).isEqualTo(new Argon2Settings(19 * 1024, 2, 1));
  }

  @ParameterizedTest
  @CsvSource({"19455,2,1", "19456,1,1", "19456,2,0", "1048577,2,1", "19456,21,1", "19456,2,17"})
  void weaker_or_boundless_settings_are_refused(int memoryKib, int iterations, int parallelism) {
    assertThatThrownBy(() -> new Argon2Settings(memoryKib, iterations, parallelism))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
