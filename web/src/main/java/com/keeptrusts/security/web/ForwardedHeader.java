package com.keeptrusts.security.web;

import com.keeptrusts.security.event.ClientAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A header in which each proxy writes down whom it heard a request from, behind what it was sent.
 * Read strictly: what is not of the form of an address, with a port or without, stands for nobody.
 */
enum ForwardedHeader {
  /**
   * Addresses with commas between; no document says more. A port is let pass where it cannot be
   * taken for a part of the address, since gateways in use write one: {@code 192.0.2.7:443}, {@code
   * [2001:db8::7]:443}.
   */
  X_FORWARDED_FOR("X-Forwarded-For") {
    @Override
    List<Optional<ClientAddress>> hops(String line) {
      return Arrays.stream(line.split(",", -1))
          .map(ForwardedHeader::withoutBlanks)
          .map(element -> bare(element).or(() -> node(element)))
          .toList();
    }
  },

  /** RFC 7239. */
  FORWARDED("Forwarded") {
    @Override
    List<Optional<ClientAddress>> hops(String line) {
      return new ForwardedLine(line)
          .elements().stream()
              .map(
                  element -> Optional.ofNullable(element.get("for")).flatMap(ForwardedHeader::node))
              .toList();
    }
  };

  /** RFC 7239 §6: with a port, or with a name for one, which changes nothing about the address. */
  private static final Pattern NODE =
      Pattern.compile("(?:([0-9.]+)|\\[([0-9A-Fa-f:.]+)])(?::([0-9]{1,5}|_[0-9A-Za-z._-]+))?");

  private static final int HIGHEST_PORT = 65_535;

  private final String header;

  ForwardedHeader(String header) {
    this.header = header;
  }

  static Optional<ForwardedHeader> named(String header) {
    return Arrays.stream(values())
        .filter(known -> known.header.equalsIgnoreCase(header))
        .findFirst();
  }

  String header() {
    return header;
  }

  /** What one line says, in its order; empty where it says nobody. */
  abstract List<Optional<ClientAddress>> hops(String line);

  /** What all lines together say, the last hop first. */
  List<Optional<ClientAddress>> fromTheRight(List<String> lines) {
    List<Optional<ClientAddress>> hops = new ArrayList<>();
    lines.forEach(line -> hops.addAll(hops(line)));
    Collections.reverse(hops);
    return hops;
  }

  private static String withoutBlanks(String element) {
    int from = 0;
    int to = element.length();
    while (from < to && ForwardedLine.isBlank(element.charAt(from))) {
      from++;
    }
    while (from < to && ForwardedLine.isBlank(element.charAt(to - 1))) {
      to--;
    }
    return element.substring(from, to);
  }

  /** An address with all that may stand around it; neither {@code unknown} nor a hidden name. */
  private static Optional<ClientAddress> node(String text) {
    Matcher node = NODE.matcher(text);
    if (!node.matches() || !isPort(node.group(3))) {
      return Optional.empty();
    }
    String ipv4 = node.group(1);
    String address = ipv4 == null ? node.group(2) : ipv4;
    // What stands in brackets is IPv6: it has a colon.
    return (ipv4 == null) == address.contains(":") ? bare(address) : Optional.empty();
  }

  private static boolean isPort(@Nullable String port) {
    return port == null || port.startsWith("_") || Integer.parseInt(port) <= HIGHEST_PORT;
  }

  private static Optional<ClientAddress> bare(String text) {
    try {
      return Optional.of(new ClientAddress(text));
    } catch (IllegalArgumentException noAddress) {
      return Optional.empty();
    }
  }
}
