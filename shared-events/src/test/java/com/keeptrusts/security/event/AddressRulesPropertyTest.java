package com.keeptrusts.security.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import org.jspecify.annotations.Nullable;

/**
 * The compiled rules answer as asking each rule in turn would, with addresses as plain integers.
 */
class AddressRulesPropertyTest {

  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  /** A block as an integer, the number of its bits, and how many of them count. */
  private record Block(BigInteger first, int bits, int prefix) {

    boolean matches(BigInteger address, int addressBits) {
      return bits == addressBits
          && first.shiftRight(bits - prefix).equals(address.shiftRight(bits - prefix));
    }

    Cidr cidr() {
      return Cidr.of(text(first, bits) + "/" + prefix);
    }
  }

  private record Rule(Block block, IpRule rule) {}

  @Property
  @Tag("IP-2")
  @Tag("IP-9")
  void an_address_gets_the_verdict_of_the_plain_reading(@ForAll long seed) {
    Random chance = new Random(seed);
    List<Rule> rules = new ArrayList<>();
    int count = chance.nextInt(40);
    for (int i = 0; i < count; i++) {
      Block block = block(chance);
      rules.add(new Rule(block, rule(block, chance)));
    }
    AddressRules compiled = AddressRules.of(rules.stream().map(Rule::rule).toList());
    for (int i = 0; i < 40; i++) {
      int written = chance.nextBoolean() ? 32 : 128;
      BigInteger address = addressNear(rules, written, chance);
      int bits = bits(address, written);
      AddressVerdict verdict = compiled.match(IpAddress.of(text(address, written)), NOW);
      assertThat(verdict).isEqualTo(plain(rules, value(address, bits), bits));
    }
  }

  @Property
  @Tag("IP-3")
  void an_address_is_in_a_block_if_their_first_bits_are_the_same(@ForAll long seed) {
    Random chance = new Random(seed);
    Block block = block(chance);
    int written = chance.nextInt(4) == 0 ? 160 - block.bits() : block.bits();
    BigInteger address = near(block, chance).mod(BigInteger.ONE.shiftLeft(written));
    int bits = bits(address, written);
    assertThat(block.cidr().range().contains(IpAddress.of(text(address, written))))
        .isEqualTo(block.matches(value(address, bits), bits));
  }

  @Property
  @Tag("IP-4")
  void a_block_covers_another_if_it_has_its_first_and_last_address(@ForAll long seed) {
    Random chance = new Random(seed);
    Block one = block(chance);
    Block other = block(chance);
    boolean covers = one.prefix() <= other.prefix() && one.matches(other.first(), other.bits());
    assertThat(one.cidr().range().covers(other.cidr().range())).isEqualTo(covers);
  }

  /** IPv4-mapped IPv6 is IPv4: 80 bits that are zero, 16 that are one, and the address. */
  private static int bits(BigInteger address, int written) {
    boolean mapped = written == 128 && address.shiftRight(32).equals(BigInteger.valueOf(0xFFFF));
    return mapped ? 32 : written;
  }

  private static BigInteger value(BigInteger address, int bits) {
    return address.mod(BigInteger.ONE.shiftLeft(bits));
  }

  private static AddressVerdict plain(List<Rule> rules, BigInteger address, int bits) {
    IpRule deny = decides(rules, IpRuleAction.DENY, address, bits);
    if (deny != null) {
      return AddressVerdict.by(AddressVerdict.Why.DENY_RULE, deny);
    }
    boolean allowlist =
        rules.stream()
            .map(Rule::rule)
            .anyMatch(
                rule -> rule.terms().enabled() && rule.terms().action() == IpRuleAction.ALLOW);
    if (!allowlist) {
      return AddressVerdict.NO_RULE;
    }
    IpRule allow = decides(rules, IpRuleAction.ALLOW, address, bits);
    return allow == null
        ? AddressVerdict.NOT_ON_ALLOWLIST
        : AddressVerdict.by(AddressVerdict.Why.ALLOW_RULE, allow);
  }

  /** Of those in force, the one that lasts longest, then the smallest block, then the last id. */
  private static @Nullable IpRule decides(
      List<Rule> rules, IpRuleAction action, BigInteger address, int bits) {
    return rules.stream()
        .filter(rule -> rule.rule().terms().enabled() && rule.rule().terms().action() == action)
        .filter(rule -> rule.block().matches(address, bits))
        .filter(rule -> rule.rule().terms().isUnexpired(NOW))
        .max(
            Comparator.comparing(
                    (Rule rule) ->
                        rule.rule().terms().expiresAt() == null
                            ? Instant.MAX
                            : rule.rule().terms().expiresAt())
                .thenComparing(rule -> rule.block().prefix())
                .thenComparing(rule -> rule.rule().id().value()))
        .map(Rule::rule)
        .orElse(null);
  }

  private static IpRule rule(Block block, Random chance) {
    Instant expiresAt =
        switch (chance.nextInt(4)) {
          case 0 -> NOW;
          case 1 -> NOW.plus(Duration.ofHours(chance.nextInt(3)));
          case 2 -> NOW.minusSeconds(chance.nextInt(3));
          default -> null;
        };
    return new IpRule(
        IpRuleId.of(new UUID(chance.nextLong(), chance.nextLong()).toString()),
        new IpRuleTerms(
            chance.nextBoolean() ? IpRuleAction.ALLOW : IpRuleAction.DENY,
            block.cidr(),
            "",
            chance.nextInt(4) > 0,
            expiresAt));
  }

  /** Few different ones, so that they nest and meet. */
  private static Block block(Random chance) {
    int bits = chance.nextBoolean() ? 32 : 128;
    int prefix = chance.nextInt(3) == 0 ? 1 + chance.nextInt(bits) : bits - chance.nextInt(4);
    BigInteger around = BigInteger.valueOf(chance.nextInt(16));
    BigInteger first =
        switch (chance.nextInt(3)) {
          case 0 -> around;
          case 1 -> BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE).subtract(around);
          default -> new BigInteger(bits, chance);
        };
    return new Block(first.shiftRight(bits - prefix).shiftLeft(bits - prefix), bits, prefix);
  }

  private static BigInteger addressNear(List<Rule> rules, int bits, Random chance) {
    List<Block> blocks =
        rules.stream().map(Rule::block).filter(block -> block.bits() == bits).toList();
    return blocks.isEmpty()
        ? new BigInteger(bits, chance)
        : near(blocks.get(chance.nextInt(blocks.size())), chance)
            .mod(BigInteger.ONE.shiftLeft(bits));
  }

  /** At an edge of the block, just outside of it, or anywhere within. */
  private static BigInteger near(Block block, Random chance) {
    BigInteger size = BigInteger.ONE.shiftLeft(block.bits() - block.prefix());
    return switch (chance.nextInt(5)) {
      case 0 -> block.first();
      case 1 -> block.first().subtract(BigInteger.ONE);
      case 2 -> block.first().add(size);
      case 3 -> block.first().add(size).subtract(BigInteger.ONE);
      default -> block.first().add(new BigInteger(block.bits() - block.prefix(), chance));
    };
  }

  /** All groups in full. */
  private static String text(BigInteger address, int bits) {
    StringBuilder text = new StringBuilder();
    int part = bits == 32 ? 8 : 16;
    for (int shift = bits - part; shift >= 0; shift -= part) {
      int value = address.shiftRight(shift).intValue() & ((1 << part) - 1);
      text.append(text.isEmpty() ? "" : bits == 32 ? "." : ":")
          .append(bits == 32 ? Integer.toString(value) : Integer.toHexString(value));
    }
    return text.toString();
  }
}
