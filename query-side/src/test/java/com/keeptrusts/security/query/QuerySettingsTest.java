package com.keeptrusts.security.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class QuerySettingsTest {

  @Test
  void there_are_4_to_500_connections() {
    assertThat(connections(4).connections()).isEqualTo(4);
    assertThat(connections(500).connections()).isEqualTo(500);
    for (int tooFewOrMany : new int[] {-1, 0, 3, 501}) {
      assertThatThrownBy(() -> connections(tooFewOrMany))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("keeptrusts.query.database.connections")
          .hasMessageContaining("between 4 and 500");
    }
  }

  @Test
  void a_start_waits_for_a_second_to_an_hour() {
    assertThat(waiting(Duration.ofSeconds(1)).schemaTimeout()).isEqualTo(Duration.ofSeconds(1));
    assertThat(waiting(Duration.ofHours(1)).schemaTimeout()).isEqualTo(Duration.ofHours(1));
    for (Duration wrong : new Duration[] {Duration.ofMillis(999), Duration.ofMinutes(61)}) {
      assertThatThrownBy(() -> waiting(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("keeptrusts.query.schema-timeout")
          .hasMessageContaining("between 1s and 1h");
    }
  }

  private static QuerySettings.Database connections(int connections) {
    return new QuerySettings.Database("jdbc:postgresql://localhost/any", "any", "", connections);
  }

  private static QuerySettings waiting(Duration timeout) {
    return new QuerySettings(connections(10), Path.of("any.json"), timeout);
  }
}
