package com.keeptrusts.security.event;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.nio.ByteBuffer;

/**
 * An address as an unsigned number of 32 or 128 bits. An IPv4-mapped IPv6 address (RFC 4291
 * §2.5.5.2) is the IPv4 address (rule IP-3).
 *
 * @param high the upper 64 bits; 0 for IPv4
 * @param low the lower 64 bits
 */
public record IpAddress(IpFamily family, long high, long low) implements Comparable<IpAddress> {

  /**
   * Reads the strict forms alone.
   *
   * @throws MalformedAddress if it is no address
   */
  public static IpAddress of(String text) {
    return of(read(text));
  }

  /** With an IPv4-mapped address as IPv4. */
  static IPAddress read(String text) {
    AddressText.require(text);
    IPAddress address = new IPAddressString(text).getAddress();
    return address.isIPv6() && address.toIPv6().isIPv4Mapped()
        ? address.toIPv6().getEmbeddedIPv4Address()
        : address;
  }

  static IpAddress of(IPAddress address) {
    ByteBuffer bytes = ByteBuffer.wrap(address.getBytes());
    return address.isIPv4()
        ? new IpAddress(IpFamily.IPV4, 0, Integer.toUnsignedLong(bytes.getInt()))
        : new IpAddress(IpFamily.IPV6, bytes.getLong(), bytes.getLong());
  }

  /** The one after it; {@link #isLast()} has none. */
  IpAddress next() {
    return new IpAddress(family, low == -1 ? high + 1 : high, low + 1);
  }

  /** Whether the family has no greater one. */
  boolean isLast() {
    return family == IpFamily.IPV4 ? low == 0xFFFF_FFFFL : (high & low) == -1;
  }

  /** Of addresses of one family. */
  @Override
  public int compareTo(IpAddress other) {
    return compare(high, low, other.high, other.low);
  }

  static int compare(long high, long low, long otherHigh, long otherLow) {
    int upper = Long.compareUnsigned(high, otherHigh);
    return upper == 0 ? Long.compareUnsigned(low, otherLow) : upper;
  }

  /** Says nothing, so that an address never reaches a log line by accident. */
  @Override
  public String toString() {
    return "IpAddress";
  }
}
