package com.keeptrusts.security.standalone;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.command.door.AskedRequest;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Configuration;

/** Who may know whom. Each rule was seen to fail by breaking it on purpose. */
class ArchitectureTest {
  private static final String BASE = "com.keeptrusts.security";
  private static final String EVENT = BASE + ".event..";
  private static final String LOG = BASE + ".log..";
  private static final String ENFORCEMENT = BASE + ".enforcement..";
  private static final String WEB = BASE + ".web..";
  private static final String COMMAND = BASE + ".command..";
  private static final String QUERY = BASE + ".query..";
  private static final String STANDALONE = BASE + ".standalone..";

  /** Digests a request, so that a repetition with its idempotency key is known. */
  private static final Class<?> REQUEST = AskedRequest.class;

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages(BASE);

  private static final DescribedPredicate<JavaClass> DOORS =
      simpleNameEndingWith("Door").or(simpleNameEndingWith("Controller")).or(type(REQUEST));

  @Test
  void every_module_is_looked_at() {
    assertThat(
            CLASSES.stream()
                .map(type -> type.getPackageName() + ".")
                .map(name -> name.split("\\.", -1)[3])
                .distinct())
        .containsExactlyInAnyOrder(
            "event", "log", "enforcement", "web", "command", "query", "standalone");
  }

  @Test
  void what_can_have_happened_knows_neither_spring_nor_jdbc() {
    noClasses()
        .that()
        .resideInAPackage(EVENT)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.springframework..", "java.sql..", "javax.sql..", "org.postgresql..", "jakarta..")
        .check(CLASSES);
  }

  @Test
  void modules_use_only_those_they_stand_on_and_the_two_sides_never_meet() {
    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage(BASE + "..")
        .layer("event")
        .definedBy(EVENT)
        .layer("log")
        .definedBy(LOG)
        .layer("enforcement")
        .definedBy(ENFORCEMENT)
        .layer("web")
        .definedBy(WEB)
        .layer("command")
        .definedBy(COMMAND)
        .layer("query")
        .definedBy(QUERY)
        .layer("standalone")
        .definedBy(STANDALONE)
        .whereLayer("event")
        .mayNotAccessAnyLayer()
        .whereLayer("log")
        .mayOnlyAccessLayers("event")
        .whereLayer("enforcement")
        .mayOnlyAccessLayers("event", "log")
        .whereLayer("web")
        .mayOnlyAccessLayers("event", "log", "enforcement")
        .whereLayer("command")
        .mayOnlyAccessLayers("event", "log", "enforcement", "web")
        .whereLayer("query")
        .mayOnlyAccessLayers("event", "log", "enforcement", "web")
        .whereLayer("standalone")
        .mayNotBeAccessedByAnyLayer()
        .check(CLASSES);
  }

  /**
   * Beside them: keyed hashes of what was typed, whose key is sealed like a secret, and the sweep.
   */
  @Test
  void only_ceremonies_and_their_wiring_use_the_vault() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            BASE + ".command.vault..",
            BASE + ".command.password..",
            BASE + ".command.totp..",
            BASE + ".command.recovery..",
            BASE + ".command.signin..",
            BASE + ".command.sweep..")
        .and()
        .areNotAnnotatedWith(Configuration.class)
        .and()
        .doNotHaveFullyQualifiedName(BASE + ".command.attempt.SubjectHashes")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(BASE + ".command.vault..")
        .check(CLASSES);
  }

  /** The ids of new things are made at the door, before there is a command. */
  @Test
  void decisions_about_subjects_read_no_clock_and_take_no_chance() {
    noClasses()
        .that()
        .resideInAnyPackage(
            EVENT, BASE + ".command.user..", BASE + ".command.org..", BASE + ".command.client..")
        .and()
        .haveSimpleNameNotEndingWith("Door")
        .and()
        .doNotHaveFullyQualifiedName(BASE + ".command.user.Directory")
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .dependOnClassesThat()
        .belongToAnyOf(SecureRandom.class, Random.class, ThreadLocalRandom.class, Clock.class)
        .check(CLASSES);
  }

  /** What puts the parts together knows them all. */
  @Test
  void packages_form_no_cycle() {
    slices()
        .matching(BASE + ".(**)")
        .should()
        .beFreeOfCycles()
        .ignoreDependency(annotatedWith(Configuration.class), alwaysTrue())
        .check(CLASSES);
  }

  @Test
  void http_is_spoken_at_doors_alone() {
    noClasses()
        .that()
        .resideOutsideOfPackage(WEB)
        .and(not(belongTo(DOORS)))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.springframework.web..", "org.springframework.http..")
        .check(CLASSES);
  }

  @Test
  void the_servlet_api_is_seen_by_the_web_module_alone() {
    noClasses()
        .that()
        .resideOutsideOfPackage(WEB)
        .and(not(belongTo(type(REQUEST))))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jakarta.servlet..")
        .check(CLASSES);
  }

  /** What is counted is told by a word to a class that is named so; the door shows them. */
  @Test
  void meters_are_known_to_metrics_alone_and_so_to_no_decision() {
    noClasses()
        .that(not(belongTo(simpleNameEndingWith("Metrics"))))
        .and(not(belongTo(annotatedWith(Configuration.class))))
        .and()
        .doNotHaveFullyQualifiedName(BASE + ".web.MetricsDoor")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.micrometer..", "io.opentelemetry..", "io.prometheus..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAnyPackage(
            EVENT,
            LOG,
            ENFORCEMENT,
            BASE + ".command.user..",
            BASE + ".command.org..",
            BASE + ".command.client..")
        .should()
        .dependOnClassesThat(simpleNameEndingWith("Metrics"))
        .check(CLASSES);
  }

  @Test
  void decisions_and_the_log_know_nothing_of_http() {
    noClasses()
        .that(resideInAnyPackage(EVENT, LOG, ENFORCEMENT))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.springframework.web..",
            "org.springframework.http..",
            "jakarta.servlet..",
            "java.net.http..")
        .check(CLASSES);
  }
}
