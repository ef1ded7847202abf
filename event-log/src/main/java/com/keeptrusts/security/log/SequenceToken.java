package com.keeptrusts.security.log;

import java.util.OptionalLong;
import org.axonframework.eventhandling.TrackingToken;
import org.jspecify.annotations.Nullable;

/**
 * How far a reader has come: the number of the last event that it has taken. One number is enough,
 * since the sequence has no gaps and never changes; zero is the beginning.
 */
public record SequenceToken(long number) implements TrackingToken {

  public static final SequenceToken BEGINNING = new SequenceToken(0);

  @Override
  public SequenceToken lowerBound(TrackingToken other) {
    return numberOf(other) < number ? (SequenceToken) other : this;
  }

  @Override
  public SequenceToken upperBound(TrackingToken other) {
    return numberOf(other) > number ? (SequenceToken) other : this;
  }

  @Override
  public boolean covers(@Nullable TrackingToken other) {
    return other == null || numberOf(other) <= number;
  }

  @Override
  public OptionalLong position() {
    return OptionalLong.of(number);
  }

  private static long numberOf(TrackingToken token) {
    if (token instanceof SequenceToken sequence) {
      return sequence.number;
    }
    throw new IllegalArgumentException("Not a token of the sequence: " + token);
  }
}
