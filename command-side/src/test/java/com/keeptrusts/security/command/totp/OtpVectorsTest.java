package com.keeptrusts.security.command.totp;

import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.command.vault.Secret;
import com.keeptrusts.security.event.TotpStep;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The published codes of RFC 4226 appendix D and RFC 6238 appendix B. */
@Tag("TOTP-1")
class OtpVectorsTest {

  private static final JsonNode HOTP = vectors().get("hotp");
  private static final JsonNode TOTP = vectors().get("totp");

  @ParameterizedTest
  @MethodSource("hotpCases")
  void codes_are_those_of_rfc_4226(JsonNode vector) {
    OneTimePasswords passwords = new OneTimePasswords(HOTP.get("digits").asInt(), "HmacSHA1");
    assertThat(passwords.code(secret(HOTP), new TotpStep(vector.get("counter").asLong())))
        .isEqualTo(vector.get("code").asString());
  }

  @ParameterizedTest
  @MethodSource("totpCases")
  void codes_are_those_of_rfc_6238(JsonNode vector) {
    String algorithm = vector.get("algorithm").asString();
    OneTimePasswords passwords =
        new OneTimePasswords(TOTP.get("digits").asInt(), "Hmac" + algorithm);
    TotpStep step = OneTimePasswords.stepAt(time(vector));
    assertThat(step.value()).isEqualTo(vector.get("step").asLong());
    assertThat(passwords.code(secret(algorithm), step)).isEqualTo(vector.get("code").asString());
  }

  @ParameterizedTest
  @MethodSource("sha1Cases")
  void the_published_codes_are_accepted_at_their_time(JsonNode vector) {
    TotpVerdict verdict =
        new TotpCodes(TotpDrift.DEFAULT)
            .check(
                Secret.taking(secret("SHA1")), vector.get("sixDigitCode").asString(), time(vector));
    assertThat(verdict)
        .isEqualTo(new TotpVerdict.Accepted(new TotpStep(vector.get("step").asLong())));
  }

  @Test
  void all_28_vectors_are_there() {
    assertThat(Stream.concat(hotpCases(), totpCases())).hasSize(28);
    assertThat(sha1Cases()).hasSize(6);
  }

  @Test
  void the_text_to_type_is_the_base32_of_the_secret() {
    assertThat(Base32.encode(secret(HOTP))).isEqualTo(HOTP.get("secretBase32").asString());
    for (JsonNode each : TOTP.get("secrets")) {
      assertThat(Base32.encode(secret(each))).isEqualTo(each.get("secretBase32").asString());
    }
  }

  static Stream<JsonNode> hotpCases() {
    return each(HOTP.get("cases"));
  }

  static Stream<JsonNode> totpCases() {
    return each(TOTP.get("cases"));
  }

  static Stream<JsonNode> sha1Cases() {
    return totpCases().filter(vector -> vector.get("algorithm").asString().equals("SHA1"));
  }

  private static byte[] secret(String algorithm) {
    return each(TOTP.get("secrets"))
        .filter(each -> each.get("algorithm").asString().equals(algorithm))
        .map(OtpVectorsTest::secret)
        .findFirst()
        .orElseThrow();
  }

  private static byte[] secret(JsonNode of) {
    return HexFormat.of().parseHex(of.get("secretHex").asString());
  }

  private static Instant time(JsonNode vector) {
    return Instant.ofEpochSecond(vector.get("unixSeconds").asLong());
  }

  private static Stream<JsonNode> each(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static JsonNode vectors() {
    try (InputStream file = OtpVectorsTest.class.getResourceAsStream("/otp-vectors.json")) {
      return JsonMapper.builder().build().readTree(Objects.requireNonNull(file));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
