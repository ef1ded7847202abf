package com.keeptrusts.security.event;

/** All addresses of one family from one to another, both included. */
public record AddressRange(IpAddress first, IpAddress last) {

  public boolean contains(IpAddress address) {
    return address.family() == first.family()
        && first.compareTo(address) <= 0
        && address.compareTo(last) <= 0;
  }

  /** Whether every address of the other is one of this. */
  public boolean covers(AddressRange other) {
    return contains(other.first) && contains(other.last);
  }
}
