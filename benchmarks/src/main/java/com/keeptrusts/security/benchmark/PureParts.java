package com.keeptrusts.security.benchmark;

import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** What the parts without a database cost, by JMH, each in three processes of its own. */
final class PureParts implements Figure {

  private final Class<?> benchmark;

  PureParts(Class<?> benchmark) {
    this.benchmark = benchmark;
  }

  @Override
  public void measure(Results results) throws Exception {
    Collection<RunResult> runs =
        new Runner(
                new OptionsBuilder()
                    .include(benchmark.getName())
                    .forks(3)
                    .warmupIterations(2)
                    .warmupTime(TimeValue.seconds(1))
                    .measurementIterations(2)
                    .measurementTime(TimeValue.seconds(1))
                    .jvmArgs("-Xmx512m")
                    .build())
            .run();
    for (RunResult run : runs) {
      List<Double> forks =
          run.getBenchmarkResults().stream()
              .map(fork -> fork.getPrimaryResult().getScore())
              .toList();
      results.add(
          run.getPrimaryResult().getLabel() + ", " + run.getPrimaryResult().getScoreUnit(), forks);
    }
  }
}
