package com.keeptrusts.security.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What came out of several repetitions: the middle one, and how far apart they were. */
record Spread(double median, double least, double most) {

  static Spread of(List<Double> repetitions) {
    List<Double> sorted = repetitions.stream().sorted().toList();
    int middle = sorted.size() / 2;
    double median =
        sorted.size() % 2 == 1
            ? sorted.get(middle)
            : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    return new Spread(median, sorted.get(0), sorted.get(sorted.size() - 1));
  }

  /** Of each repetition by the one that was measured beside it. */
  static Spread ofRatios(List<Double> measured, List<Double> limits) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < measured.size(); i++) {
      ratios.add(measured.get(i) / limits.get(i));
    }
    return of(ratios);
  }

  @Override
  public String toString() {
    return "%s (%s to %s)".formatted(shown(median), shown(least), shown(most));
  }

  private static String shown(double value) {
    return String.format(Locale.ROOT, Math.abs(value) < 100 ? "%.3g" : "%.0f", value);
  }
}
