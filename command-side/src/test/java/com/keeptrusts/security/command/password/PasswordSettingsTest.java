package com.keeptrusts.security.command.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.keeptrusts.security.log.WrongSetting;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class PasswordSettingsTest {

  @ParameterizedTest
  @CsvSource({"7,256,minimum", "65,256,minimum", "15,63,maximum", "15,1025,maximum"})
  @Tag("PWD-2")
  void a_minimum_below_8_or_a_maximum_below_64_cannot_be_set(
      int minimum, int maximum, String named) {
    assertThatThrownBy(() -> new PasswordSettings(minimum, maximum, List.of()))
        .isInstanceOf(WrongSetting.class)
        .hasMessageContaining("keeptrusts.password." + named + "-length: between ");
  }

  @Test
  @Tag("PWD-2")
  void a_minimum_of_8_and_a_maximum_of_64_can_be_set() {
    PasswordSettings settings = new PasswordSettings(8, 64, List.of());
    assertThat(settings.minimumLength()).isEqualTo(8);
    assertThat(settings.maximumLength()).isEqualTo(64);
  }

  @Test
  @Tag("PWD-2")
  void a_product_name_that_would_be_found_by_chance_cannot_be_set() {
    assertThatThrownBy(() -> new PasswordSettings(15, 256, List.of("Keeptrusts", "KTS")))
        .isInstanceOf(WrongSetting.class)
        .hasMessageContaining("keeptrusts.password.product-names: names of 4 to 100 characters");
  }

  @ParameterizedTest
  @CsvSource({
    "19455,2,1,memory",
    "1048577,2,1,memory",
    "19456,1,1,iterations",
    "19456,21,1,iterations",
    "19456,2,0,parallelism",
    "19456,2,17,parallelism"
  })
  @Tag("PWD-1")
  void a_hash_that_is_too_little_work_or_too_much_cannot_be_set(
      long kilobytes, int iterations, int parallelism, String named) {
    assertThatThrownBy(
            () -> new HashSettings(DataSize.ofKilobytes(kilobytes), iterations, parallelism))
        .isInstanceOf(WrongSetting.class)
        .hasMessageContaining("keeptrusts.password.hash." + named + ": between ");
  }

  @Test
  @Tag("PWD-1")
  void hashes_that_would_take_more_than_half_of_the_heap_cannot_be_set() {
    long heap = DataSize.ofMegabytes(512).toBytes();
    HashSettings settings = new HashSettings(DataSize.ofMegabytes(64), 2, 1);
    assertThatCode(() -> settings.requireRoom(4, heap)).doesNotThrowAnyException();
    assertThatThrownBy(() -> settings.requireRoom(5, heap))
        .isInstanceOf(WrongSetting.class)
        .hasMessage(
            "keeptrusts.password.hash.memory: at most 51MB: half of the heap (-Xmx), 256MB, is for"
                + " 5 hashes at once, one a core, but it is 64MB");
  }

  @ParameterizedTest
  @ValueSource(strings = {"19MB", "64MB", "1024MB"})
  @Tag("PWD-1")
  void the_memory_of_a_hash_is_set_in_megabytes(String memory) {
    HashSettings settings = new HashSettings(DataSize.parse(memory), 3, 2);
    assertThat(settings.argon2())
        .isEqualTo(new Argon2Settings((int) DataSize.parse(memory).toKilobytes(), 3, 2));
  }

  @Test
  @Tag("PWD-1")
  void by_default_it_is_19_mebibytes_in_two_passes() {
    assertThat(new HashSettings(DataSize.ofMegabytes(19), 2, 1).argon2())
        .isEqualTo(Argon2Settings.DEFAULT);
  }
}
