package com.keeptrusts.security.web;

import com.keeptrusts.security.log.SqlStates;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Whether to restart this process, and whether to send it requests. Readiness asks every {@link
 * HealthIndicator} of the application; of what one tells only numbers are shown (a lag), since a
 * text may be the message of an exception.
 */
@RestController
@Hidden
final class HealthDoor {

  private static final Logger LOG = LoggerFactory.getLogger(HealthDoor.class);

  private final ApplicationAvailability availability;
  private final HealthContributorRegistry contributors;

  HealthDoor(ApplicationAvailability availability, HealthContributorRegistry contributors) {
    this.availability = availability;
    this.contributors = contributors;
  }

  record Readiness(String status, Map<String, Map<String, Object>> checks) {}

  @Open
  @GetMapping("/livez")
  ResponseEntity<Map<String, String>> live() {
    boolean live = availability.getLivenessState() == LivenessState.CORRECT;
    return answer(live, Map.of("status", status(live)));
  }

  @Open
  @GetMapping("/readyz")
  ResponseEntity<Readiness> ready() {
    boolean ready = availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC;
    Map<String, Map<String, Object>> checks = new TreeMap<>();
    for (HealthContributors.Entry entry : contributors) {
      if (entry.contributor() instanceof HealthIndicator indicator) {
        Health health = ask(entry.name(), indicator);
        ready &= health.getStatus().equals(Status.UP);
        checks.put(entry.name(), shown(health));
      }
    }
    return answer(ready, new Readiness(status(ready), checks));
  }

  private static Health ask(String name, HealthIndicator indicator) {
    try {
      return Objects.requireNonNullElseGet(indicator.health(), () -> Health.unknown().build());
    } catch (RuntimeException failure) {
      LOG.warn("Not ready: {} (SQLState {})", name, SqlStates.first(failure));
      return Health.down(failure).build();
    }
  }

  private static Map<String, Object> shown(Health health) {
    Map<String, Object> shown = new TreeMap<>();
    health
        .getDetails()
        .forEach(
            (name, detail) -> {
              if (detail instanceof Number) {
                shown.put(name, detail);
              }
            });
    shown.put("status", health.getStatus().getCode());
    return shown;
  }

  private static String status(boolean well) {
    return (well ? Status.UP : Status.DOWN).getCode();
  }

  private static <T> ResponseEntity<T> answer(boolean well, T body) {
    return ResponseEntity.status(well ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE).body(body);
  }
}
