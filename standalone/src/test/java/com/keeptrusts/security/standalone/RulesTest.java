package com.keeptrusts.security.standalone;

import static com.keeptrusts.security.standalone.harness.ProjectFiles.PROJECT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds docs/rules.md against the tests: what is called built is shown by a test with its tag. What
 * other documents call a test is one.
 */
class RulesTest {

  private static final Pattern RULE = Pattern.compile("### ([A-Z]+-\\d+)");
  private static final Pattern BUILT = Pattern.compile("- built: (.+?) Tests: (.+)");
  private static final Pattern TEST_NAME = Pattern.compile("`(\\w+)\\.(\\w+)`");
  private static final Pattern TEST_IN_TEXT = Pattern.compile("`(\\w+(?:Test|IT))\\.(\\w+)`");
  private static final Pattern METHOD =
      Pattern.compile("^\\s+(?:public |static )*(?:void|boolean) (\\w+)\\(");
  private static final Pattern TAG = Pattern.compile("@Tag\\(\"([A-Z]+-\\d+)\"\\)");
  private static final Pattern TYPE = Pattern.compile("^(?:public |abstract |final )*class (\\w+)");

  /** A mutation that nobody has tried, or that is still to be written down. */
  private static final Pattern OWED = Pattern.compile("none tried|MUTATION-");

  /** A clause as docs/rules.md has it. */
  private record Clause(String rule, String text, List<String> tests) {}

  @Test
  void every_built_clause_is_shown_by_a_test_that_carries_its_rules_tag() {
    Map<String, Set<String>> tagsByTest = tagsByTest();
    List<String> unshown = new ArrayList<>();
    for (Clause clause : builtClauses()) {
      if (clause.tests().isEmpty()) {
        unshown.add(clause.rule() + " names no test: " + clause.text());
      }
      for (String test : clause.tests()) {
        if (!tagsByTest.containsKey(test)) {
          unshown.add(clause.rule() + " names a test that does not exist: " + test);
        } else if (!tagsByTest.getOrDefault(test, Set.of()).contains(clause.rule())) {
          unshown.add(clause.rule() + " names a test without its tag: " + test);
        }
      }
    }
    assertThat(unshown).isEmpty();
  }

  @Test
  void every_tag_is_a_rule_that_is_built() {
    Set<String> built = new HashSet<>();
    builtClauses().forEach(clause -> built.add(clause.rule()));
    Set<String> tags = new HashSet<>();
    tagsByTest().values().forEach(tags::addAll);
    assertThat(built).containsAll(tags);
  }

  @Test
  void every_line_of_a_rule_is_built_or_not_built() {
    assertThat(lines(PROJECT.resolve("docs/rules.md")))
        .filteredOn(line -> line.startsWith("- "))
        .allSatisfy(
            line ->
                assertThat(line)
                    .matches("- (built: .+ Tests: `.+`\\.?|not built: .+|mutation: .+)"));
  }

  @Test
  void every_rule_with_a_built_clause_names_the_mutation_that_was_tried() {
    Set<String> built = new HashSet<>();
    Set<String> mutated = new HashSet<>();
    String rule = "";
    for (String line : lines(PROJECT.resolve("docs/rules.md"))) {
      Matcher heading = RULE.matcher(line);
      if (heading.matches()) {
        rule = heading.group(1);
      } else if (line.startsWith("- built: ")) {
        built.add(rule);
      } else if (line.startsWith("- mutation: ") && !OWED.matcher(line).find()) {
        mutated.add(rule);
      }
    }
    assertThat(mutated).containsAll(built);
  }

  @Test
  void every_test_that_a_document_names_exists() throws IOException {
    List<String> named = new ArrayList<>();
    try (Stream<Path> files = Files.walk(PROJECT.resolve("docs"))) {
      files
          .filter(file -> file.toString().endsWith(".md"))
          .flatMap(file -> lines(file).stream())
          .flatMap(RulesTest::testsNamedIn)
          .forEach(named::add);
    }
    assertThat(named).isNotEmpty().allMatch(tagsByTest().keySet()::contains);
  }

  private static Stream<String> testsNamedIn(String line) {
    return TEST_IN_TEXT.matcher(line).results().map(name -> name.group(1) + "." + name.group(2));
  }

  private static List<Clause> builtClauses() {
    List<Clause> clauses = new ArrayList<>();
    String rule = "";
    for (String line : lines(PROJECT.resolve("docs/rules.md"))) {
      Matcher heading = RULE.matcher(line);
      Matcher built = BUILT.matcher(line);
      if (heading.matches()) {
        rule = heading.group(1);
      } else if (built.matches()) {
        List<String> tests = new ArrayList<>();
        Matcher name = TEST_NAME.matcher(built.group(2));
        while (name.find()) {
          tests.add(name.group(1) + "." + name.group(2));
        }
        clauses.add(new Clause(rule, built.group(1), tests));
      }
    }
    return clauses;
  }

  /** For each {@code Class.method} in any module's tests, the rules it is tagged with. */
  private static Map<String, Set<String>> tagsByTest() {
    Map<String, Set<String>> tags = new TreeMap<>();
    try (Stream<Path> files = Files.walk(PROJECT)) {
      files
          .filter(file -> file.toString().contains("src/test/java"))
          .filter(file -> file.toString().endsWith(".java"))
          .forEach(file -> collect(lines(file), tags));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return tags;
  }

  private static void collect(List<String> lines, Map<String, Set<String>> tags) {
    Set<String> ofClass = new HashSet<>();
    Set<String> pending = new HashSet<>();
    String type = "";
    for (String line : lines) {
      Matcher tag = TAG.matcher(line);
      while (tag.find()) {
        pending.add(tag.group(1));
      }
      Matcher declared = TYPE.matcher(line);
      Matcher method = METHOD.matcher(line);
      if (declared.find()) {
        type = declared.group(1);
        ofClass = pending;
        pending = new HashSet<>();
      } else if (method.find()) {
        pending.addAll(ofClass);
        tags.put(type + "." + method.group(1), pending);
        pending = new HashSet<>();
      }
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
