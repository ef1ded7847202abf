package com.keeptrusts.security.benchmark;

import com.keeptrusts.security.benchmark.Population.Member;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** One member after the other, round and round, whoever asks. */
final class Turns {

  private final List<Member> members;
  private final AtomicInteger next = new AtomicInteger();

  Turns(List<Member> members) {
    this.members = members;
  }

  Member next() {
    return members.get(Math.floorMod(next.getAndIncrement(), members.size()));
  }
}
