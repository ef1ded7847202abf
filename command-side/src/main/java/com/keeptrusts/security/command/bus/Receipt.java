package com.keeptrusts.security.command.bus;

import com.keeptrusts.security.event.SubjectRevision;
import org.jspecify.annotations.Nullable;

/** Where the transaction of a command leaves how far its subject came. Never part of an event. */
final class Receipt {

  static final String KEY = "receipt";

  private @Nullable SubjectRevision revision;

  void write(SubjectRevision reached) {
    this.revision = reached;
  }

  @Nullable SubjectRevision revision() {
    return revision;
  }
}
