package com.keeptrusts.security.benchmark;

import com.keeptrusts.security.standalone.harness.Node;
import com.keeptrusts.security.standalone.harness.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How long `standalone` takes from the start of its process to ready, on a new folder and on one
 * that is there, and what it takes of the machine: as packaged, and with what Java offers to start
 * sooner. Each way in turn, several times. A newer JDK is looked for where Linux keeps them.
 */
final class StartTime implements Figure {

  private static final int REPETITIONS = 3;
  private static final Path JDKS = Path.of("/usr/lib/jvm");

  @Override
  public void measure(Results results) throws Exception {
    Path folder = Installation.emptyFolder();
    Path packaged = Installation.jar("standalone");
    Path extracted = extracted(packaged, folder);

    Map<String, List<String>> ways = new LinkedHashMap<>();
    String java = Benchmarks.java();
    ways.put("as packaged", List.of(java, "-jar", packaged.toString()));
    ways.put("extracted", List.of(java, "-jar", extracted.toString()));
    Path archive = folder.resolve("shared-classes.jsa");
    train(List.of(java, "-XX:ArchiveClassesAtExit=" + archive, "-jar", extracted + ""), folder);
    String shared = "-XX:SharedArchiveFile=" + archive;
    ways.put("class data sharing", List.of(java, shared, "-jar", extracted.toString()));
    ways.put(
        "class data sharing, quick compiler",
        List.of(java, shared, "-XX:TieredStopAtLevel=1", "-jar", extracted.toString()));
    Optional<String> newer = newerJava();
    if (newer.isPresent()) {
      Path cache = folder.resolve("ahead-of-time.aot");
      train(List.of(newer.get(), "-XX:AOTCacheOutput=" + cache, "-jar", extracted + ""), folder);
      ways.put("Java 25, as packaged", List.of(newer.get(), "-jar", packaged.toString()));
      ways.put(
          "Java 25, ahead-of-time cache",
          List.of(newer.get(), "-XX:AOTCache=" + cache, "-jar", extracted.toString()));
    }

    Map<String, List<Start>> starts = new LinkedHashMap<>();
    for (int i = 0; i < REPETITIONS; i++) {
      Path fresh = folder.resolve("first-" + i);
      List<String> plain = List.of(java, "-jar", packaged.toString());
      starts
          .computeIfAbsent("first start, as packaged", any -> new ArrayList<>())
          .add(start(plain, fresh, folder));
      for (Map.Entry<String, List<String>> way : ways.entrySet()) {
        starts
            .computeIfAbsent("second start, " + way.getKey(), any -> new ArrayList<>())
            .add(start(way.getValue(), fresh, folder));
      }
    }
    starts.forEach(
        (way, each) -> {
          results.add(way + ": s to ready", each.stream().map(Start::seconds).toList());
          results.add(way + ": CPU s", each.stream().map(Start::cpuSeconds).toList());
          results.add(way + ": MiB", each.stream().map(Start::mib).toList());
        });
  }

  private record Start(double seconds, double cpuSeconds, double mib) {}

  private static Path extracted(Path packaged, Path folder)
      throws IOException, InterruptedException {
    Path into = folder.resolve("extracted");
    new ProcessBuilder(
            Benchmarks.java(),
            "-Djarmode=tools",
            "-jar",
            packaged.toString(),
            "extract",
            "--destination",
            into.toString())
        .inheritIO()
        .start()
        .waitFor();
    return into.resolve(String.valueOf(packaged.getFileName()));
  }

  /** Lets it see what a start needs. */
  private static void train(List<String> command, Path folder) throws IOException {
    start(command, folder.resolve("training"), folder);
  }

  private static Start start(List<String> command, Path data, Path folder) throws IOException {
    int port = Ports.free();
    List<String> all = new ArrayList<>(command);
    all.add(1, "-Xmx512m");
    all.addAll(List.of("--server.port=" + port, "--keeptrusts.data=" + data));
    long start = System.nanoTime();
    try (Node node =
        Node.start("standalone", all, Map.of(), folder, folder.resolve("starts.log"), port)) {
      node.awaitReady();
      return new Start(
          (System.nanoTime() - start) / 1e9, Machine.cpuSeconds(node), Machine.mib(node));
    }
  }

  private static Optional<String> newerJava() throws IOException {
    if (!Files.isDirectory(JDKS)) {
      return Optional.empty();
    }
    try (Stream<Path> all = Files.list(JDKS)) {
      return all.filter(jdk -> jdk.getFileName().toString().contains("25"))
          .map(jdk -> jdk.resolve("bin/java"))
          .filter(Files::isExecutable)
          .map(Path::toString)
          .sorted()
          .findFirst();
    }
  }
}
