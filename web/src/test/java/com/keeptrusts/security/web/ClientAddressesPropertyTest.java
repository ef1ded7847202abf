package com.keeptrusts.security.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.event.ClientAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;

/** Chains of hops, of which a plain reading says who counts. */
class ClientAddressesPropertyTest {

  private static final List<String> TRUSTED_BLOCKS =
      List.of("10.0.0.0/8", "192.0.2.1", "2001:db8:aaaa::/48");
  private static final List<String> GARBAGE =
      List.of("", "a", "unknown", "_x", "10.1", "10.0.0.1/8", "[::1", "fe80::1%1", "1.2.3.4:x");

  /** One hop: how it is written, and whom it says; nobody if it cannot be read. */
  private record Hop(String written, Optional<String> address, boolean trusted) {

    static Hop any(Random chance) {
      if (chance.nextInt(5) == 0) {
        return new Hop(GARBAGE.get(chance.nextInt(GARBAGE.size())), Optional.empty(), false);
      }
      boolean trusted = chance.nextInt(3) > 0;
      boolean ipv6 = chance.nextBoolean();
      int number = chance.nextInt(1, 256);
      String address =
          trusted
              ? (ipv6 ? "2001:db8:aaaa::" + number : "10.0.0." + number)
              : (ipv6 ? "2001:db8:bbbb::" + number : "203.0.113." + number);
      return new Hop(written(address, ipv6, chance), Optional.of(address), trusted);
    }

    private static String written(String address, boolean ipv6, Random chance) {
      String port = ":" + chance.nextInt(65_536);
      return switch (chance.nextInt(3)) {
        case 0 -> (ipv6 ? "[" + address + "]" : address) + port;
        case 1 -> " \t" + address + " ";
        default -> address;
      };
    }
  }

  @Property
  @Tag("IP-7")
  void the_client_is_whom_the_plain_reading_finds(@ForAll long seed) {
    Random chance = new Random(seed);
    List<Hop> hops = new ArrayList<>();
    int count = chance.nextInt(7);
    for (int i = 0; i < count; i++) {
      hops.add(Hop.any(chance));
    }
    boolean trustedPeer = chance.nextInt(4) > 0;
    String peer = trustedPeer ? "192.0.2.1" : "198.51.100.9";

    Optional<String> found =
        new ClientAddresses(new ForwardedSettings(TRUSTED_BLOCKS, "X-Forwarded-For"))
            .of(peer, lines(hops, chance))
            .map(ClientAddress::text);

    assertThat(found).isEqualTo(plain(peer, trustedPeer, hops));
    assertThat(found.isEmpty() || found.get().equals(peer) || isVouchedFor(found.get(), hops))
        .isTrue();
  }

  /** From the right, while the hop that says it is trusted. */
  private static Optional<String> plain(String peer, boolean trustedPeer, List<Hop> hops) {
    Optional<String> client = Optional.of(peer);
    boolean trusted = trustedPeer;
    for (int i = hops.size() - 1; i >= 0 && trusted; i--) {
      client = hops.get(i).address();
      trusted = hops.get(i).trusted();
    }
    return client;
  }

  /** Whether every hop to the right of some hop with this address is a trusted proxy. */
  private static boolean isVouchedFor(String address, List<Hop> hops) {
    for (int i = hops.size() - 1; i >= 0; i--) {
      if (hops.get(i).address().equals(Optional.of(address))) {
        return true;
      }
      if (!hops.get(i).trusted()) {
        return false;
      }
    }
    return false;
  }

  /** Over one line or several. */
  private static List<String> lines(List<Hop> hops, Random chance) {
    List<String> lines = new ArrayList<>();
    for (Hop hop : hops) {
      if (lines.isEmpty() || chance.nextBoolean()) {
        lines.add(hop.written());
      } else {
        lines.set(lines.size() - 1, lines.get(lines.size() - 1) + "," + hop.written());
      }
    }
    return lines;
  }

  @Property
  @Tag("IP-7")
  void any_line_of_either_header_is_read_to_an_end_and_never_past_an_untrusted_hop(
      @ForAll String before, @ForAll boolean quoted) {
    String left = before.replaceAll("[\\r\\n]", "");
    assertThat(
            new ClientAddresses(new ForwardedSettings(TRUSTED_BLOCKS, "X-Forwarded-For"))
                .of("10.0.0.1", List.of(left + ",203.0.113.7"))
                .map(ClientAddress::text))
        .contains("203.0.113.7");
    String stated = quoted ? "for=\"[2001:db8::7]\"" : "for=203.0.113.7";
    assertThat(
            new ClientAddresses(new ForwardedSettings(TRUSTED_BLOCKS, "Forwarded"))
                .of("10.0.0.1", List.of(left + "," + stated))
                .map(ClientAddress::text)
                .orElse("nobody"))
        .isIn(quoted ? "2001:db8::7" : "203.0.113.7", "nobody");
  }
}
