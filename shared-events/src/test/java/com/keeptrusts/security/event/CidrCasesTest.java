package com.keeptrusts.security.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Texts that rules and clients come with, and what each of them is. */
@Tag("IP-3")
class CidrCasesTest {

  private static final JsonNode CASES = cases();

  @ParameterizedTest
  @MethodSource("rules")
  void a_block_is_read_strictly(JsonNode rule) {
    String text = rule.get("text").asString();
    if (rule.get("valid").asBoolean()) {
      Cidr block = Cidr.of(text);
      assertThat(block.text()).isEqualTo(rule.get("canonical").asString());
      assertThat(block.range().first().family().name())
          .isEqualToIgnoringCase(rule.get("family").asString());
    } else {
      assertRefused(catchThrowableOfType(MalformedAddress.class, () -> Cidr.of(text)), rule);
    }
  }

  @ParameterizedTest
  @MethodSource("clients")
  void an_address_is_read_strictly(JsonNode client) {
    String text = client.get("text").asString();
    if (client.get("valid").asBoolean()) {
      assertThat(IpAddress.of(text)).isEqualTo(IpAddress.of(client.get("canonical").asString()));
      assertThat(Cidr.of(text).text()).startsWith(client.get("canonical").asString() + "/");
    } else {
      assertRefused(catchThrowableOfType(MalformedAddress.class, () -> IpAddress.of(text)), client);
    }
  }

  @ParameterizedTest
  @MethodSource("matches")
  void a_block_matches_its_own_addresses_and_no_others(JsonNode match) {
    IpAddress client = IpAddress.of(match.get("client").asString());
    assertThat(Cidr.of(match.get("rule").asString()).range().contains(client))
        .isEqualTo(match.get("matches").asBoolean());
  }

  @Test
  void the_cases_are_all_there() {
    assertThat(rules()).hasSize(173);
    assertThat(clients()).hasSize(27);
    assertThat(matches()).hasSize(123);
  }

  private static void assertRefused(MalformedAddress refused, JsonNode expected) {
    Set<String> right = new HashSet<>();
    right.add(expected.get("reason").asString());
    if (expected.has("alsoPossible")) {
      expected.get("alsoPossible").forEach(reason -> right.add(reason.asString()));
    }
    assertThat(refused).isNotNull();
    assertThat(right).contains(refused.fault().name());
    if (expected.has("suggestion")) {
      assertThat(refused.suggestion()).contains(expected.get("suggestion").asString());
    }
  }

  static Stream<JsonNode> rules() {
    return each("rules");
  }

  static Stream<JsonNode> clients() {
    return each("clients");
  }

  static Stream<JsonNode> matches() {
    return each("matches");
  }

  private static Stream<JsonNode> each(String name) {
    return StreamSupport.stream(CASES.get(name).spliterator(), false);
  }

  private static JsonNode cases() {
    try (InputStream file =
        Objects.requireNonNull(CidrCasesTest.class.getResourceAsStream("/cidr-cases.json"))) {
      return JsonMapper.shared().readTree(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
