package com.keeptrusts.security.event;

import java.util.regex.Pattern;

/**
 * Whether a text is an IP address, strictly: four decimal octets without leading zeros, or IPv6 in
 * the forms of RFC 4291 §2.2. Nothing is looked up and nothing is guessed.
 */
final class AddressText {

  private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final Pattern IPV4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");
  private static final Pattern GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");
  private static final int LONGEST = 45;
  private static final int GROUPS = 8;

  private AddressText() {}

  static boolean isAddress(String text) {
    return text.length() <= LONGEST && (IPV4.matcher(text).matches() || isIpv6(text));
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
      } else if (last && mayEndInIpv4 && IPV4.matcher(parts[i]).matches()) {
        count += 2;
      } else {
        return -1;
      }
    }
    return count;
  }
}
