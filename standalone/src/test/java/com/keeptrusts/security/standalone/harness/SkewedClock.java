package com.keeptrusts.security.standalone.harness;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A process whose own clock is wrong, by the library of Debian's package {@code faketime}. */
final class SkewedClock {

  private static final Path LIBRARIES = Path.of("/usr/lib");

  private SkewedClock() {}

  /** What makes it so, in the environment of the process. Durations stay what they are. */
  static Map<String, String> fiveMinutesAhead() throws IOException {
    return Map.of(
        "LD_PRELOAD", library().toString(),
        "FAKETIME", "+5m",
        // Else timed waits, which go by the monotonic clock, would end at once and spin.
        "FAKETIME_FORCE_MONOTONIC_FIX", "0",
        "FAKETIME_DONT_FAKE_MONOTONIC", "1",
        "DONT_FAKE_MONOTONIC", "1");
  }

  private static Path library() throws IOException {
    try (DirectoryStream<Path> platforms = Files.newDirectoryStream(LIBRARIES, "*-linux-*")) {
      for (Path platform : platforms) {
        Path library = platform.resolve("faketime/libfaketimeMT.so.1");
        if (Files.exists(library)) {
          return library;
        }
      }
    }
    throw new IllegalStateException("Install the package `faketime`: a test needs wrong clocks");
  }
}
