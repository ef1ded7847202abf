package com.keeptrusts.security.benchmark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Measures the figures that are named, or all. Each has a process of its own, so that none runs on
 * what another one has warmed up or left behind.
 */
public final class Benchmarks {

  static final Path TARGET = Path.of("benchmarks", "target").toAbsolutePath();

  static final Map<String, Supplier<Figure>> FIGURES = figures();

  private static final String SEED = "--seed=";
  private static final String HERE = "--here";

  private Benchmarks() {}

  private static Map<String, Supplier<Figure>> figures() {
    Map<String, Supplier<Figure>> figures = new LinkedHashMap<>();
    figures.put("pure-parts", () -> new PureParts(PurePartsBenchmark.class));
    figures.put("address-rules", () -> new PureParts(AddressRulesBenchmark.class));
    figures.put("commands", CommandRate::new);
    figures.put("decisions", DecisionRate::new);
    figures.put("forward-auth", ForwardAuthRate::new);
    figures.put("sign-ins", SignInRate::new);
    figures.put("sign-in-times", SignInTimes::new);
    figures.put("passkeys", PasskeyRate::new);
    figures.put("long-histories", LongHistories::new);
    figures.put("audit", AuditPace::new);
    figures.put("million-events", MillionEvents::new);
    figures.put("start", StartTime::new);
    return figures;
  }

  public static void main(String[] arguments) throws Exception {
    List<String> asked = List.of(arguments);
    long seed =
        asked.stream()
            .filter(argument -> argument.startsWith(SEED))
            .map(argument -> Long.parseLong(argument.substring(SEED.length())))
            .findFirst()
            .orElse(System.nanoTime());
    List<String> names = asked.stream().filter(argument -> !argument.startsWith("--")).toList();
    if (!FIGURES.keySet().containsAll(names)) {
      System.err.println("There are: " + String.join(", ", FIGURES.keySet()));
      System.exit(2);
    }
    if (asked.contains(HERE)) {
      measure(names.get(0), seed);
      return;
    }
    int failed = 0;
    for (String name : names.isEmpty() ? FIGURES.keySet() : names) {
      failed += measureElsewhere(name, seed) == 0 ? 0 : 1;
    }
    System.exit(failed);
  }

  private static void measure(String name, long seed) throws Exception {
    Results results = new Results(name, seed);
    Supplier<Figure> figure = FIGURES.get(name);
    if (figure == null) {
      throw new IllegalArgumentException(name);
    }
    int failed = 0;
    try {
      figure.get().measure(results);
      System.out.println(name + ": " + results.write(Files.createDirectories(TARGET)));
    } catch (Exception failure) {
      failure.printStackTrace();
      failed = 1;
    }
    System.exit(failed);
  }

  private static int measureElsewhere(String name, long seed)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                java(),
                "-Xmx2g",
                "-cp",
                System.getProperty("java.class.path"),
                Benchmarks.class.getName()));
    command.addAll(Stream.of(HERE, SEED + seed, name).toList());
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }

  /** What {@code ./benchmarks/run} puts first. */
  static Path ownClasses() {
    String all = System.getProperty("java.class.path");
    return Path.of(all.substring(0, all.indexOf(File.pathSeparator))).toAbsolutePath();
  }

  /** The one that runs this. */
  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
