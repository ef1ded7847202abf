package com.keeptrusts.security.standalone.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where things are: the project, what it was packaged into, and what the tests leave behind. */
public final class ProjectFiles {
  public static final Path PROJECT = projectFolder();

  /** Which of the processes this is that run tests at the same time. */
  static final int FORK = Integer.getInteger("keeptrusts.fork", 1);

  /** The captured output of every process, and what was in each database when it was closed. */
  public static final Path OUTPUT = emptied(PROJECT.resolve("standalone/target/e2e/" + FORK));

  private ProjectFiles() {}

  /** The executable jar that a module was packaged into. */
  public static Path jar(String module) {
    Path target = PROJECT.resolve(module).resolve("target");
    return files(target).stream()
        .filter(file -> file.getFileName().toString().matches(module + "-.*-exec\\.jar"))
        .max(Comparator.comparing(ProjectFiles::lastModified))
        .orElseThrow(
            () -> new IllegalStateException("No executable jar in " + target + ": run `package`"));
  }

  /** Every file in it, at any depth; none if it is not there. */
  static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** What this was built from, as Git names it. */
  static String commit() throws IOException {
    Process git =
        new ProcessBuilder("git", "rev-parse", "HEAD").directory(PROJECT.toFile()).start();
    try (BufferedReader answer = git.inputReader()) {
      return String.valueOf(answer.readLine());
    }
  }

  private static FileTime lastModified(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static Path emptied(Path folder) {
    try {
      delete(folder);
      return Files.createDirectories(folder);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** With everything in it; nothing happens if it is not there. */
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static Path projectFolder() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("docs/rules.md"))) {
      Path parent = folder.getParent();
      if (parent == null) {
        throw new IllegalStateException("The tests run inside of the project");
      }
      folder = parent;
    }
    return folder;
  }
}
