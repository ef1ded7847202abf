package com.keeptrusts.security.event;

/**
 * The network address that a request came from, as the caller that may state it gave it: an IPv4
 * address in dotted form or an IPv6 address (RFC 5952 or longer), never a host name, port or zone.
 */
public record ClientAddress(String text) implements PersonalValue {

  public ClientAddress {
    if (!AddressText.isAddress(text)) {
      throw new IllegalArgumentException("Not an IPv4 or IPv6 address");
    }
  }

  /** The number that it is, for matching. */
  public IpAddress ip() {
    return IpAddress.of(text);
  }

  /** Says nothing, so that an address never reaches a log line by accident. */
  @Override
  public String toString() {
    return "ClientAddress";
  }
}
