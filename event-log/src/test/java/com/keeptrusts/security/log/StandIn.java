package com.keeptrusts.security.log;

import org.axonframework.serialization.Revision;

/** Classes for the subjects' snapshots, where no test is about aggregates. */
final class StandIn {

  private StandIn() {}

  @Revision("1")
  record User(String state) {}

  @Revision("1")
  record Org(String state) {}

  @Revision("1")
  record Client(String state) {}
}
