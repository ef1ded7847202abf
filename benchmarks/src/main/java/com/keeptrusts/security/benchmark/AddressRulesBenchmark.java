package com.keeptrusts.security.benchmark;

import com.keeptrusts.security.event.AddressRules;
import com.keeptrusts.security.event.AddressVerdict;
import com.keeptrusts.security.event.Cidr;
import com.keeptrusts.security.event.IpAddress;
import com.keeptrusts.security.event.IpRule;
import com.keeptrusts.security.event.IpRuleAction;
import com.keeptrusts.security.event.IpRuleId;
import com.keeptrusts.security.event.IpRuleTerms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * An org with as many rules as one may have, a half of them in each list, all over IPv4; and a
 * search for the same addresses among the same places, which knows of no rule.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AddressRulesBenchmark {

  private static final int RULES = 10_000;
  private static final int ADDRESSES = 4_096;
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  private final Random random = new Random(1);
  private final List<IpRule> rules = rules();
  private final AddressRules compiled = AddressRules.of(rules);
  private final IpAddress[] addresses = addresses();
  private final long[] places = places(IpRuleAction.DENY);
  private final long[] otherPlaces = places(IpRuleAction.ALLOW);
  private int next;

  private List<IpRule> rules() {
    List<IpRule> made = new ArrayList<>();
    for (int i = 0; i < RULES; i++) {
      int bits = random.nextInt() & 0xFFFFFF00;
      String block = "%d.%d.%d.0/24".formatted(bits >>> 24, bits >>> 16 & 0xFF, bits >>> 8 & 0xFF);
      IpRuleAction action = i % 2 == 0 ? IpRuleAction.ALLOW : IpRuleAction.DENY;
      made.add(
          new IpRule(
              IpRuleId.of(new UUID(0, i).toString()),
              new IpRuleTerms(action, Cidr.of(block), "", true, null)));
    }
    return made;
  }

  /** Every other one within a rule. */
  private IpAddress[] addresses() {
    IpAddress[] made = new IpAddress[ADDRESSES];
    for (int i = 0; i < ADDRESSES; i++) {
      int bits = random.nextInt();
      made[i] =
          i % 2 == 0
              ? rules.get(random.nextInt(RULES)).terms().block().range().last()
              : IpAddress.of(
                  "%d.%d.%d.%d"
                      .formatted(bits >>> 24, bits >>> 16 & 0xFF, bits >>> 8 & 0xFF, bits & 0xFF));
    }
    return made;
  }

  private long[] places(IpRuleAction action) {
    return rules.stream()
        .filter(rule -> rule.terms().action() == action)
        .map(rule -> rule.terms().block().range())
        .flatMapToLong(
            range -> Arrays.stream(new long[] {range.first().low(), range.last().low() + 1}))
        .sorted()
        .toArray();
  }

  private IpAddress next() {
    next = (next + 1) % ADDRESSES;
    return addresses[next];
  }

  @Benchmark
  public AddressVerdict matchAmong10000Rules() {
    return compiled.match(next(), NOW);
  }

  @Benchmark
  public int bareSearchesOfBothLists() {
    IpAddress address = next();
    return Arrays.binarySearch(places, address.low())
        + Arrays.binarySearch(otherPlaces, address.low());
  }

  @Benchmark
  public IpAddress readAnAddress() {
    return IpAddress.of("203.0.113.77");
  }

  @Benchmark
  public AddressRules compile10000Rules() {
    return AddressRules.of(rules);
  }
}
