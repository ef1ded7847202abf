package com.keeptrusts.security.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import inet.ipaddr.IPAddress;
import java.util.regex.Pattern;

/**
 * A block of addresses in CIDR notation (RFC 4632 §3.1, RFC 4291 §2.3) in its one canonical form:
 * always with the prefix length, no bits set to its right, IPv6 as RFC 5952 §4 writes it, an
 * IPv4-mapped block as IPv4. Equal blocks are equal texts.
 *
 * @param text {@code 192.0.2.0/24}
 */
public record Cidr(String text) {

  private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]*");

  /** More than a prefix length can be has three digits or more. */
  private static final int MOST_DIGITS = 3;

  private static final int MAPPED = 96;
  private static final int LONGEST = 64;

  public Cidr {
    if (!canonical(text).equals(text)) {
      throw new IllegalArgumentException("A stored block is in canonical form");
    }
  }

  /**
   * Reads any of the strict forms; a bare address is the block of it alone.
   *
   * @throws MalformedAddress if it is no block, or would be one only after a guess
   */
  public static Cidr of(String text) {
    return new Cidr(canonical(text));
  }

  @JsonCreator
  static Cidr stored(String text) {
    return new Cidr(text);
  }

  private static String canonical(String text) {
    if (text.length() > LONGEST) {
      throw new MalformedAddress(AddressFault.NOT_AN_ADDRESS);
    }
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    IPAddress first = IpAddress.read(address);
    int bits = first.getBitCount();
    int prefix = slash < 0 ? bits : prefix(address, text.substring(slash + 1), bits);
    IPAddress block = first.toZeroHost(prefix);
    String canonical = block.withoutPrefixLength().toCanonicalString() + "/" + prefix;
    if (!block.withoutPrefixLength().equals(first)) {
      throw new MalformedAddress(AddressFault.HOST_BITS_SET, canonical);
    }
    return canonical;
  }

  private static int prefix(String address, String text, int bits) {
    if (!NUMBER.matcher(text).matches()) {
      throw new MalformedAddress(AddressFault.PREFIX_NOT_A_NUMBER);
    }
    boolean mapped = bits == IpFamily.IPV4.bits() && !AddressText.isIpv4(address);
    int most = mapped ? IpFamily.IPV6.bits() : bits;
    if (text.length() > MOST_DIGITS || Integer.parseInt(text) > most) {
      throw new MalformedAddress(AddressFault.PREFIX_OUT_OF_RANGE);
    }
    int prefix = Integer.parseInt(text);
    if (prefix == 0 || (mapped && prefix == MAPPED)) {
      throw new MalformedAddress(AddressFault.ZERO_PREFIX);
    }
    if (mapped && prefix < MAPPED) {
      throw new MalformedAddress(AddressFault.MAPPED_PREFIX_TOO_SHORT);
    }
    return mapped ? prefix - MAPPED : prefix;
  }

  /** Its first and last address. */
  public AddressRange range() {
    int slash = text.indexOf('/');
    IPAddress first = IpAddress.read(text.substring(0, slash));
    IPAddress block = first.setPrefixLength(Integer.parseInt(text.substring(slash + 1)));
    return new AddressRange(
        IpAddress.of(first), IpAddress.of(block.toMaxHost().withoutPrefixLength()));
  }

  @JsonValue
  @Override
  public String toString() {
    return text;
  }
}
