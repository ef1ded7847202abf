package com.keeptrusts.security.benchmark;

import com.keeptrusts.security.standalone.harness.Node;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the operating system, and Java, say of a process. */
final class Machine {

  /** The last line of a histogram: instances and bytes. */
  private static final Pattern TOTAL = Pattern.compile("^Total +\\d+ +(\\d+)");

  private Machine() {}

  /** Resident memory, as Linux tells it. */
  static double mib(Node node) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + node.process().pid() + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
        .findFirst()
        .orElseThrow();
  }

  /**
   * What a collection of everything leaves on the heap: the resident memory of a process that has
   * just started is mostly what was not collected yet.
   */
  static double liveMib(Node node) throws IOException {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                String.valueOf(node.process().pid()),
                "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    try (BufferedReader said = jcmd.inputReader()) {
      long bytes =
          said.lines()
              .map(TOTAL::matcher)
              .filter(Matcher::find)
              .mapToLong(total -> Long.parseLong(total.group(1)))
              .sum();
      return bytes / 1024.0 / 1024.0;
    }
  }

  static double cpuSeconds(Node node) {
    return node.process().info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
  }
}
