package com.keeptrusts.security.event;

import java.util.regex.Pattern;

/**
 * Whether a text is an IP address, strictly: four decimal octets without leading zeros, or IPv6 in
 * the forms of RFC 4291 §2.2. Nothing is looked up and nothing is guessed; a lenient library sees
 * only what passed here.
 */
final class AddressText {

  private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final Pattern IPV4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");
  private static final Pattern GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");
  private static final int LONGEST = 45;
  private static final int GROUPS = 8;

  /** What other readers take for IPv4: up to four parts, each decimal, octal or hexadecimal. */
  private static final String PART = "(?:0[xX][0-9A-Fa-f]+|[0-9]+)";

  private static final Pattern LOOSE_IPV4 = Pattern.compile(PART + "(?:\\." + PART + "){0,3}");
  private static final Pattern DECIMAL_IPV4 =
      Pattern.compile("(?:0|[1-9][0-9]*)(?:\\.(?:0|[1-9][0-9]*)){3}");
  private static final String LABEL = "[A-Za-z0-9_-]+";
  private static final Pattern HOST_NAME =
      Pattern.compile("(?=.*[A-Za-z])" + LABEL + "(?:\\." + LABEL + ")*\\.?");

  private AddressText() {}

  /**
   * Lets an address pass.
   *
   * @throws MalformedAddress if it is none
   */
  static void require(String text) {
    if (!isAddress(text)) {
      throw new MalformedAddress(fault(text));
    }
  }

  static boolean isAddress(String text) {
    return text.length() <= LONGEST && (isIpv4(text) || isIpv6(text));
  }

  static boolean isIpv4(String text) {
    return IPV4.matcher(text).matches();
  }

  private static AddressFault fault(String text) {
    if (text.length() > LONGEST) {
      return AddressFault.NOT_AN_ADDRESS;
    }
    int zone = text.indexOf('%');
    if (zone >= 0 && isAddress(text.substring(0, zone))) {
      return AddressFault.ZONE_ID;
    }
    if (isOctalOrShort(text.substring(text.lastIndexOf(':') + 1), text.indexOf(':') >= 0)) {
      return AddressFault.OCTAL_OR_SHORT_IPV4;
    }
    return HOST_NAME.matcher(text).matches() ? AddressFault.HOSTNAME : AddressFault.NOT_AN_ADDRESS;
  }

  /** Within IPv6, a last part without a dot is a group, however it is wrong. */
  private static boolean isOctalOrShort(String text, boolean withinIpv6) {
    return LOOSE_IPV4.matcher(text).matches()
        && !DECIMAL_IPV4.matcher(text).matches()
        && !(withinIpv6 && text.indexOf('.') < 0);
  }

  private static boolean isIpv6(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      return groups(text, true) == GROUPS;
    }
    if (text.indexOf("::", gap + 1) >= 0) {
      return false;
    }
    String before = text.substring(0, gap);
    String after = text.substring(gap + 2);
    int left = before.isEmpty() ? 0 : groups(before, false);
    int right = after.isEmpty() ? 0 : groups(after, true);
    return left >= 0 && right >= 0 && left + right < GROUPS;
  }

  /** How many 16-bit groups the text has; -1 if any is malformed. */
  private static int groups(String text, boolean mayEndInIpv4) {
    String[] parts = text.split(":", -1);
    int count = 0;
    for (int i = 0; i < parts.length; i++) {
      boolean last = i == parts.length - 1;
      if (GROUP.matcher(parts[i]).matches()) {
        count++;
      } else if (last && mayEndInIpv4 && isIpv4(parts[i])) {
        count += 2;
      } else {
        return -1;
      }
    }
    return count;
  }
}
