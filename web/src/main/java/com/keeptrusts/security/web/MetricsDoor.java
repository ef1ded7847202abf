package com.keeptrusts.security.web;

import com.keeptrusts.security.event.Scope;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The meters of this process, for Prometheus. On the main port and for a credential: how many
 * sign-ins fail is nothing for everybody to read.
 */
@Tag(name = "Metrics", description = "The meters of this process, for Prometheus.")
@RestController
final class MetricsDoor {

  private static final MediaType FORMAT =
      MediaType.parseMediaType("text/plain;version=0.0.4;charset=utf-8");

  private final PrometheusMeterRegistry meters;

  MetricsDoor(PrometheusMeterRegistry meters) {
    this.meters = meters;
  }

  @Operation(
      summary = "Read the metrics in the text format of Prometheus",
      description = "Each node counts for itself; what the names mean is in docs/running.md.")
  @GetMapping(path = "/metrics", produces = MediaType.TEXT_PLAIN_VALUE)
  @RequiresScope(Scope.OPERATE)
  ResponseEntity<String> scrape() {
    return ResponseEntity.ok().contentType(FORMAT).body(meters.scrape());
  }
}
