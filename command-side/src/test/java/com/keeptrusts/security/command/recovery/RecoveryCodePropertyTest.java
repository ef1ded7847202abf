package com.keeptrusts.security.command.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.StringLength;

class RecoveryCodePropertyTest {

  @Property
  @Tag("RC-1")
  void nothing_that_can_be_typed_as_a_recovery_code_is_an_error(
      @ForAll @StringLength(max = 80) String typed) {
    RecoveryCode.read(typed).ifPresent(code -> assertThat(code).matches("[0-9A-HJKMNP-TV-Z]{16}"));
  }
}
