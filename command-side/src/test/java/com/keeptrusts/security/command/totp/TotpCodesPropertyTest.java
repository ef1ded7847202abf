package com.keeptrusts.security.command.totp;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.StringLength;

class TotpCodesPropertyTest {

  private final TotpCodes codes = new TotpCodes(TotpDrift.DEFAULT);

  @Property
  @Tag("TOTP-7")
  void nothing_that_can_be_typed_as_a_code_is_an_error(
      @ForAll @StringLength(max = 80) String typed) {
    assertThatCode(() -> codes.check(new TotpSecrets().next(), typed, Instant.EPOCH))
        .doesNotThrowAnyException();
  }
}
