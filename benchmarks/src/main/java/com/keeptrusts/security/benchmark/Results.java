package com.keeptrusts.security.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What one figure came to: said at once, and kept as {@code benchmarks/target/<figure>.json}. */
final class Results {

  private final String figure;
  private final long seed;
  private final Random random;
  private final double loadBefore = load();
  private final List<Map<String, Object>> measured = new ArrayList<>();

  Results(String figure, long seed) {
    this.figure = figure;
    this.seed = seed;
    this.random = new Random(seed);
  }

  /** Makes the same choices for the same seed, as far as one thread asks. */
  Random random() {
    return random;
  }

  void add(String what, List<Double> repetitions) {
    add(what, Spread.of(repetitions), null);
  }

  void add(String what, List<Double> repetitions, Goal goal) {
    add(what, Spread.of(repetitions), goal);
  }

  void add(String what, Spread spread, @Nullable Goal goal) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("what", what);
    row.put("median", spread.median());
    row.put("least", spread.least());
    row.put("most", spread.most());
    String verdict = "";
    if (goal != null) {
      row.put("goal", goal.toString());
      row.put("met", goal.isMetBy(spread.median()));
      verdict = "  goal " + goal + (goal.isMetBy(spread.median()) ? ": met" : ": NOT met");
    }
    measured.add(row);
    System.out.println(figure + ": " + what + ": " + spread + verdict);
  }

  Path write(Path folder) throws IOException {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("figure", figure);
    result.put("commit", commit());
    result.put("seed", seed);
    result.put("command", "./benchmarks/run --seed=" + seed + " " + figure);
    result.put("java", System.getProperty("java.vendor") + " " + Runtime.version());
    result.put("cores", Runtime.getRuntime().availableProcessors());
    result.put("loadBefore", loadBefore);
    result.put("loadAfter", load());
    result.put("ended", Instant.now().toString());
    result.put("measured", measured);
    String json =
        JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(result);
    return Files.writeString(folder.resolve(figure + ".json"), json + "\n");
  }

  /** How many wanted a core in the last minute, whoever they were. */
  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private static String commit() throws IOException {
    Process git =
        new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=40").start();
    try (BufferedReader answer = git.inputReader()) {
      return String.valueOf(answer.readLine());
    }
  }
}
