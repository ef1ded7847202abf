package com.keeptrusts.security.event;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where in the order of addresses another rule begins to decide.
 *
 * @param rule of the rules that match from here on, the one that lasts longest, and of these the
 *     one with the smallest block; absent where none matches
 */
record Boundary(IpAddress from, @Nullable IpRule rule) {

  /** A block that is entered and not left yet, and what decides within it. */
  private record Entered(AddressRange range, IpRule rule) {}

  /** All of them, in order, of the rules of one action and family. */
  static List<Boundary> between(List<IpRule> rules, IpRuleAction action, IpFamily family) {
    List<Entered> blocks =
        rules.stream()
            .filter(rule -> rule.terms().action() == action)
            .map(rule -> new Entered(rule.terms().block().range(), rule))
            .filter(block -> block.range().first().family() == family)
            .sorted(OUTER_FIRST)
            .toList();
    List<Boundary> boundaries = new ArrayList<>();
    Deque<Entered> inside = new ArrayDeque<>();
    for (Entered block : blocks) {
      leave(inside, boundaries, block.range().first());
      IpRule around = inside.isEmpty() ? null : inside.peek().rule();
      IpRule decides =
          around != null && around.terms().outlasts(block.rule().terms()) ? around : block.rule();
      inside.push(new Entered(block.range(), decides));
      add(boundaries, new Boundary(block.range().first(), decides));
    }
    leave(inside, boundaries, null);
    return boundaries;
  }

  private static final Comparator<Entered> OUTER_FIRST =
      Comparator.comparing((Entered block) -> block.range().first())
          .thenComparing(block -> block.range().last(), Comparator.reverseOrder())
          .thenComparing(block -> block.rule().id().value());

  /** Leaves the blocks that end before this address; all of them if there is none. */
  private static void leave(
      Deque<Entered> inside, List<Boundary> boundaries, @Nullable IpAddress before) {
    while (!inside.isEmpty()
        && (before == null || inside.peek().range().last().compareTo(before) < 0)) {
      IpAddress last = inside.pop().range().last();
      if (!last.isLast()) {
        IpRule around = inside.isEmpty() ? null : inside.peek().rule();
        add(boundaries, new Boundary(last.next(), around));
      }
    }
  }

  /** What is said later of one address is what holds there. */
  private static void add(List<Boundary> boundaries, Boundary boundary) {
    int last = boundaries.size() - 1;
    if (last >= 0 && boundaries.get(last).from().equals(boundary.from())) {
      boundaries.remove(last);
    }
    boundaries.add(boundary);
  }
}
