package com.keeptrusts.security.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {

  @Test
  void the_middle_of_several_repetitions_counts_and_both_ends_are_told() {
    assertThat(Spread.of(List.of(3.0, 1.0, 7.0))).isEqualTo(new Spread(3, 1, 7));
    assertThat(Spread.of(List.of(4.0, 2.0))).isEqualTo(new Spread(3, 2, 4));
  }

  @Test
  void each_repetition_is_divided_by_the_limit_that_was_measured_beside_it() {
    assertThat(Spread.ofRatios(List.of(5.0, 8.0, 9.0), List.of(10.0, 10.0, 10.0)))
        .isEqualTo(new Spread(0.8, 0.5, 0.9));
  }
}
