package com.keeptrusts.security.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.standalone.harness.ProjectFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the compiler does not see: who names which table, and how packages present themselves. */
class SourcesTest {
  private static final List<String> MODULES =
      List.of(
          "shared-events",
          "event-log",
          "enforcement",
          "web",
          "command-side",
          "query-side",
          "standalone");

  /** Whose tables these are. */
  private static final Map<String, String> OWNER_OF_SCHEMA =
      Map.of(
          "log", "event-log",
          "personal", "event-log",
          "enforcement", "enforcement",
          "enforcement_rebuild", "enforcement",
          "command", "command-side",
          "command_rebuild", "command-side",
          "vault", "command-side",
          "query", "query-side");

  /** What others may name: the clock everybody asks, and what is read with the log's leave. */
  private static final Set<String> ANYBODYS = Set.of("log.now");

  private static final Set<String> READ_BY_OTHERS =
      Set.of(
          "enforcement/Rebuild.java reads log.sequence",
          "enforcement/Rebuild.java reads log.event",
          "enforcement/Rebuild.java reads log.outbox");

  private static final Pattern TEXT =
      Pattern.compile("\"\"\"(.*?)\"\"\"|\"((?:[^\"\\\\\\n]|\\\\.)*)\"", Pattern.DOTALL);
  private static final Pattern COMMENT =
      Pattern.compile("/\\*.*?\\*/|^\\s*//.*?$", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern TABLE =
      Pattern.compile("(?<![\\w.-])(" + String.join("|", OWNER_OF_SCHEMA.keySet()) + ")\\.(\\w+)");
  private static final Pattern WRITES =
      Pattern.compile("(?i)(?:INSERT\\s+INTO|UPDATE|DELETE\\s+FROM|TRUNCATE|COPY)\\s+$");

  @Test
  void nobody_but_its_owner_names_a_table_with_the_listed_readers_of_the_log_aside() {
    Set<String> strangers = new TreeSet<>();
    for (String module : MODULES) {
      for (Path file : sources(module, "src/main/java")) {
        strangers.addAll(tablesOfOthers(module, file));
      }
    }
    assertThat(strangers).isSubsetOf(READ_BY_OTHERS);
  }

  @Test
  void every_listed_reader_still_reads() {
    Set<String> strangers = new TreeSet<>();
    for (String module : MODULES) {
      sources(module, "src/main/java")
          .forEach(file -> strangers.addAll(tablesOfOthers(module, file)));
    }
    assertThat(strangers).containsAll(READ_BY_OTHERS);
  }

  private static List<String> tablesOfOthers(String module, Path file) {
    List<String> found = new ArrayList<>();
    Matcher text = TEXT.matcher(COMMENT.matcher(read(file)).replaceAll(""));
    while (text.find()) {
      String sql = text.group(1) == null ? text.group(2) : text.group(1);
      Matcher table = TABLE.matcher(sql);
      while (table.find()) {
        boolean own = module.equals(OWNER_OF_SCHEMA.get(table.group(1)));
        if (!own && !ANYBODYS.contains(table.group())) {
          boolean writes = WRITES.matcher(sql.substring(0, table.start())).find();
          found.add(
              module
                  + "/"
                  + file.getFileName()
                  + (writes ? " writes " : " reads ")
                  + table.group());
        }
      }
    }
    return found;
  }

  @Test
  void every_package_says_what_it_is_for_and_that_null_is_marked() {
    List<String> silent = new ArrayList<>();
    for (String module : MODULES) {
      for (String folder : List.of("src/main/java", "src/test/java")) {
        Set<Path> packages = new TreeSet<>();
        sources(module, folder).forEach(file -> packages.add(parent(file)));
        packages.stream()
            .filter(packageFolder -> !presentsItself(module, packageFolder))
            .forEach(packageFolder -> silent.add(packageFolder.toString()));
      }
    }
    assertThat(silent).isEmpty();
  }

  /** A package of tests needs none of its own if the main package has one. */
  private static boolean presentsItself(String module, Path packageFolder) {
    Path own = packageFolder.resolve("package-info.java");
    Path main =
        Path.of(own.toString().replace(module + "/src/test/java", module + "/src/main/java"));
    return Stream.of(own, main)
        .filter(Files::exists)
        .map(SourcesTest::read)
        .anyMatch(text -> text.startsWith("/**") && text.contains("@NullMarked"));
  }

  @Test
  void tests_and_code_wait_for_conditions_and_leave_nothing_to_be_done() {
    List<String> found = new ArrayList<>();
    Pattern unwanted =
        Pattern.compile(
            "Thread\\.sleep|TimeUnit\\.\\w+\\.sleep|\\bTO" + "DO\\b|\\bFIX" + "ME\\b|@Disabled");
    for (String module : MODULES) {
      for (String folder : List.of("src/main/java", "src/test/java")) {
        for (Path file : sources(module, folder)) {
          if (!file.endsWith("SourcesTest.java") && unwanted.matcher(read(file)).find()) {
            found.add(file.toString());
          }
        }
      }
    }
    assertThat(found).isEmpty();
  }

  @Test
  void the_way_that_contributing_md_walks_passes_six_files_at_most_and_each_is_there() {
    Matcher step =
        Pattern.compile("^\\| \\d \\| `([\\w/]+)` \\|", Pattern.MULTILINE)
            .matcher(read(ProjectFiles.PROJECT.resolve("CONTRIBUTING.md")));
    List<String> steps = step.results().map(found -> found.group(1) + ".java").toList();
    assertThat(steps).hasSizeBetween(2, 6);
    List<Path> files =
        MODULES.stream().flatMap(module -> sources(module, "src/main/java").stream()).toList();
    assertThat(steps)
        .allSatisfy(path -> assertThat(files).filteredOn(file -> file.endsWith(path)).hasSize(1));
  }

  private static List<Path> sources(String module, String folder) {
    Path root = ProjectFiles.PROJECT.resolve(module).resolve(folder);
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static Path parent(Path file) {
    Path parent = file.getParent();
    if (parent == null) {
      throw new IllegalStateException(file + " is in no folder");
    }
    return parent;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
