package com.keeptrusts.security.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.TrackingToken;
import org.junit.jupiter.api.Test;

class SequenceTokenTest {

  @Property
  void bounds_and_covering_are_those_of_the_numbers(
      @ForAll @LongRange(max = 1_000) long a, @ForAll @LongRange(max = 1_000) long b) {
    SequenceToken first = new SequenceToken(a);
    SequenceToken second = new SequenceToken(b);

    assertThat(first.lowerBound(second).number()).isEqualTo(Math.min(a, b));
    assertThat(first.upperBound(second).number()).isEqualTo(Math.max(a, b));
    assertThat(first.covers(second)).isEqualTo(a >= b);
    assertThat(first.samePositionAs(second)).isEqualTo(a == b);
  }

  @Property
  void a_replay_lasts_until_the_number_that_was_reached_before_the_reset(
      @ForAll @LongRange(min = 1, max = 1_000) long reached,
      @ForAll @LongRange(min = 1, max = 1_000) long number) {
    TrackingToken reset =
        ReplayToken.createReplayToken(new SequenceToken(reached), SequenceToken.BEGINNING);

    TrackingToken advanced = ((ReplayToken) reset).advancedTo(new SequenceToken(number));

    assertThat(ReplayToken.isReplay(advanced)).isEqualTo(number <= reached);
    assertThat(advanced.position()).hasValue(number);
  }

  @Test
  void tokens_of_another_order_are_refused() {
    assertThatThrownBy(() -> SequenceToken.BEGINNING.covers(new GlobalSequenceTrackingToken(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
