package com.keeptrusts.security.event;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A text is no address or no block of addresses; says why, and where possible what was meant. */
public final class MalformedAddress extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final AddressFault fault;
  private final @Nullable String suggestion;

  MalformedAddress(AddressFault fault) {
    super(fault.sentence());
    this.fault = fault;
    this.suggestion = null;
  }

  /** What was meant is this block. */
  MalformedAddress(AddressFault fault, String suggestion) {
    super(fault.sentence() + ": the block is " + suggestion);
    this.fault = fault;
    this.suggestion = suggestion;
  }

  public AddressFault fault() {
    return fault;
  }

  public Optional<String> suggestion() {
    return Optional.ofNullable(suggestion);
  }
}
