package com.keeptrusts.security.enforcement;

import java.util.Map;

/**
 * What a rebuild came to: up to which number of the sequence it went, and how many rows of each
 * table it had to put right. None, unless something had gone wrong before.
 */
public record Rebuilt(long number, Map<String, Integer> corrected) {

  public Rebuilt {
    corrected = Map.copyOf(corrected);
  }

  public int correctedRows() {
    return corrected.values().stream().mapToInt(Integer::intValue).sum();
  }
}
