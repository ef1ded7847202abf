package com.keeptrusts.security.event;

/** Why a text is no address, or no block of addresses (rule IP-3); the first that applies. */
public enum AddressFault {
  ZONE_ID("An address has no zone; leave out what follows the %"),
  OCTAL_OR_SHORT_IPV4(
      "An IPv4 address is four decimal numbers from 0 to 255 without leading zeros"),
  HOSTNAME("A host name is no address, and none is looked up"),
  NOT_AN_ADDRESS("Neither an IPv4 nor an IPv6 address; no port, brackets or blanks"),
  PREFIX_NOT_A_NUMBER("A prefix length is a decimal number without sign or leading zero"),
  PREFIX_OUT_OF_RANGE("A prefix length is at most 32 for IPv4, 128 for IPv6"),
  ZERO_PREFIX("A prefix length of 0 is every address; two blocks of /1 say so on purpose"),
  MAPPED_PREFIX_TOO_SHORT(
      "An IPv4-mapped block has a prefix longer than 96; write it as IPv4 instead"),
  HOST_BITS_SET("Bits to the right of the prefix are set");

  private final String sentence;

  AddressFault(String sentence) {
    this.sentence = sentence;
  }

  /** What would be right; never repeats what was typed. */
  public String sentence() {
    return sentence;
  }
}
