package com.keeptrusts.security.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CommandSettingsTest {

  @Test
  void there_are_4_to_500_connections() {
    assertThat(connections(4).connections()).isEqualTo(4);
    assertThat(connections(500).connections()).isEqualTo(500);
    for (int tooFewOrMany : new int[] {-1, 0, 3, 501}) {
      assertThatThrownBy(() -> connections(tooFewOrMany))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("keeptrusts.command.database.connections")
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
          .hasMessageContaining("keeptrusts.command.schema-timeout")
          .hasMessageContaining("between 1s and 1h");
    }
  }

  private static CommandSettings.Database connections(int connections) {
    return new CommandSettings.Database("jdbc:postgresql://localhost/any", "any", "", connections);
  }

  private static CommandSettings waiting(Duration timeout) {
    Path keyset = Path.of("any.json");
    return new CommandSettings(connections(20), keyset, keyset, null, timeout);
  }
}
