package com.keeptrusts.security.benchmark;

import com.keeptrusts.security.standalone.harness.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What the operating system says of a process. */
final class Machine {

  private Machine() {}

  /** Resident memory, as Linux tells it. */
  static double mib(Node node) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + node.process().pid() + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
        .findFirst()
        .orElseThrow();
  }

  static double cpuSeconds(Node node) {
    return node.process().info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
  }
}
