package com.keeptrusts.security.standalone.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.json.JsonMapper;

/**
 * A test that goes round a few times in every build and as often as somebody wants by hand: {@code
 * -Drounds=100}, with {@code -Dseed=…} to choose what an earlier run chose. It leaves its figures
 * in {@code standalone/target/e2e/<fork>/<name>-run.json}.
 */
public final class LongRun {

  private static final String OTHERS_HAVE_NO_SUCH_TEST =
      "-Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false";

  private final Class<?> test;
  private final String name;
  private final int rounds;
  private final long seed;
  private final Map<String, Object> figures = new LinkedHashMap<>();

  private LongRun(Class<?> test, String name, int rounds, long seed) {
    this.test = test;
    this.name = name;
    this.rounds = rounds;
    this.seed = seed;
  }

  /** {@code inEveryBuild}: how many rounds if nobody says otherwise. */
  public static LongRun of(Class<?> test, String name, int inEveryBuild) {
    LongRun run =
        new LongRun(
            test,
            name,
            Integer.getInteger("rounds", inEveryBuild),
            Long.getLong("seed", System.nanoTime()));
    System.out.println(name + ": " + run.rounds + " rounds with -Dseed=" + run.seed);
    return run;
  }

  /** Whether this is no part of a build: somebody says how many rounds. */
  static boolean isAskedFor() {
    return Integer.getInteger("rounds") != null;
  }

  public int rounds() {
    return rounds;
  }

  /** The same choices for the same seed, as far as one thread makes them. */
  public Random random() {
    return new Random(seed);
  }

  public void figure(String what, Object value) {
    figures.put(what, value);
  }

  /** Writes down what was run and what it came to. */
  public Path write() throws IOException {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("run", name);
    result.put("rounds", rounds);
    result.put("seed", seed);
    result.put("commit", ProjectFiles.commit());
    result.put(
        "command",
        "./mvnw verify -Dtest=None -Dit.test=%s -Drounds=%d -Dseed=%d %s"
            .formatted(test.getSimpleName(), rounds, seed, OTHERS_HAVE_NO_SUCH_TEST));
    result.put("ended", Instant.now().toString());
    result.put("java", Runtime.version().toString());
    result.putAll(figures);
    String json =
        JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(result);
    return Files.writeString(ProjectFiles.OUTPUT.resolve(name + "-run.json"), json + "\n");
  }
}
