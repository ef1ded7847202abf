package com.keeptrusts.security.command.password;

import java.util.Set;
import java.util.stream.Collectors;
import me.gosimple.nbvcxz.resources.DictionaryUtil;

/**
 * The passwords that breaches showed to be used most, folded: the list that comes with nbvcxz. What
 * it is, and how often it refuses what it should not, is told in docs/passwords.md.
 */
final class CommonPasswords {

  /** Shorter ones are found in honest passwords by chance. */
  private static final int SHORTEST = 4;

  private final Set<String> listed =
      DictionaryUtil.loadRankedDictionary(DictionaryUtil.passwords).keySet().stream()
          .map(Folded::of)
          .filter(password -> password.length() >= SHORTEST)
          .collect(Collectors.toUnmodifiableSet());

  boolean contains(String folded) {
    return listed.contains(folded);
  }

  int size() {
    return listed.size();
  }
}
