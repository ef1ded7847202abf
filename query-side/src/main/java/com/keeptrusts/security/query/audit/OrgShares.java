package com.keeptrusts.security.query.audit;

import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.query.audit.EntryMaker.Made;
import com.keeptrusts.security.query.audit.Rendering.Belonging;
import com.keeptrusts.security.query.audit.Rendering.Membership;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whose feeds the entries of a batch are in (rule AUD-1), taken in the order of the sequence, so
 * that "then an active member" means then. A suspended membership is not active.
 */
final class OrgShares {

  /** A user's membership in an org. */
  record Member(String userId, String orgId) {}

  /** An entry's place in the feed of one org. */
  record OrgEntry(String orgId, long orgNumber, long number) {}

  /** Takes that many numbers of an org and answers with the last one taken before. */
  interface Counter {
    Map<String, Long> advance(Map<String, Integer> taken);
  }

  /** By user and org, whether the membership is suspended; one that ended is not there. */
  private final Map<String, Map<String, Boolean>> suspended = new HashMap<>();

  private final Set<Member> changed = new HashSet<>();
  private final Map<String, List<Long>> entriesOfOrg = new TreeMap<>();

  OrgShares(Map<Member, Boolean> suspendedBefore) {
    suspendedBefore.forEach((member, is) -> membershipsOf(member.userId()).put(member.orgId(), is));
  }

  private Map<String, Boolean> membershipsOf(String userId) {
    return suspended.computeIfAbsent(userId, any -> new HashMap<>());
  }

  static Set<String> usersOf(List<Made> batch) {
    return batch.stream()
        .map(Made::rendering)
        .filter(rendering -> rendering != null && rendering.user() != null)
        .map(rendering -> String.valueOf(rendering.user()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  void take(Made made) {
    Rendering rendering = made.rendering();
    if (rendering == null) {
      return;
    }
    for (String org : orgsOf(rendering)) {
      entriesOfOrg.computeIfAbsent(org, any -> new ArrayList<>()).add(made.entry().number());
    }
    if (rendering.membership() != null && rendering.user() != null && rendering.org() != null) {
      change(new Member(rendering.user().value(), rendering.org().value()), rendering.membership());
    }
  }

  private Set<String> orgsOf(Rendering rendering) {
    Set<String> orgs = new TreeSet<>();
    OrgId named = rendering.org();
    if (named != null) {
      orgs.add(named.value());
    }
    if (rendering.belonging() == Belonging.ORGS_OF_THE_USER) {
      orgs.addAll(activeOrgsOf(rendering.user()));
    }
    return rendering.belonging() == Belonging.NO_ORG ? Set.of() : orgs;
  }

  private Set<String> activeOrgsOf(@Nullable UserId user) {
    return user == null
        ? Set.of()
        : membershipsOf(user.value()).entrySet().stream()
            .filter(membership -> !membership.getValue())
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
  }

  private void change(Member member, Membership change) {
    changed.add(member);
    Map<String, Boolean> memberships = membershipsOf(member.userId());
    switch (change) {
      case JOINED -> memberships.put(member.orgId(), false);
      case SUSPENDED -> memberships.replace(member.orgId(), true);
      case REACTIVATED -> memberships.replace(member.orgId(), false);
      case ENDED -> memberships.remove(member.orgId());
    }
  }

  /** The places of all entries taken, each org counting on from where it was. */
  List<OrgEntry> numbered(Counter counter) {
    Map<String, Integer> taken = new TreeMap<>();
    entriesOfOrg.forEach((org, numbers) -> taken.put(org, numbers.size()));
    Map<String, Long> before = counter.advance(taken);
    List<OrgEntry> entries = new ArrayList<>();
    entriesOfOrg.forEach(
        (org, numbers) -> {
          long orgNumber = before.getOrDefault(org, 0L);
          for (long number : numbers) {
            entries.add(new OrgEntry(org, ++orgNumber, number));
          }
        });
    return entries;
  }

  /** The memberships that may be other ones than before; null where one ended. */
  Map<Member, @Nullable Boolean> changedMemberships() {
    Map<Member, @Nullable Boolean> changes = new HashMap<>();
    changed.forEach(
        member -> changes.put(member, membershipsOf(member.userId()).get(member.orgId())));
    return changes;
  }
}
