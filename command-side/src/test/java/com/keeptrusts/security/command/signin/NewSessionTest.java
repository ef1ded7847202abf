package com.keeptrusts.security.command.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class NewSessionTest {

  private static final int BITS = 256;

  @Test
  @Tag("SES-1")
  void a_token_is_256_bits_of_which_none_stays_the_same() {
    Set<String> tokens = new HashSet<>();
    BitSet everSet = new BitSet(BITS);
    BitSet everClear = new BitSet(BITS);
    for (int i = 0; i < 100; i++) {
      String token = NewSession.random().token();
      byte[] bytes = Base64.getUrlDecoder().decode(token);
      assertThat(bytes).hasSize(BITS / 8);
      assertThat(tokens.add(token)).isTrue();
      BitSet bits = BitSet.valueOf(bytes);
      everSet.or(bits);
      bits.flip(0, BITS);
      everClear.or(bits);
    }
    assertThat(everSet.cardinality()).isEqualTo(BITS);
    assertThat(everClear.cardinality()).isEqualTo(BITS);
  }

  @Test
  @Tag("SES-1")
  void what_is_kept_of_a_token_is_its_sha_256() throws Exception {
    NewSession session = NewSession.random();
    byte[] digest =
        MessageDigest.getInstance("SHA-256")
            .digest(session.token().getBytes(StandardCharsets.US_ASCII));
    assertThat(Base64.getUrlDecoder().decode(session.tokenHash().value())).isEqualTo(digest);
    assertThat(session.toString()).doesNotContain(session.token());
  }
}
