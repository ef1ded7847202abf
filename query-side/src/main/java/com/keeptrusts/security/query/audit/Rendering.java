package com.keeptrusts.security.query.audit;

import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.ServiceClientId;
import com.keeptrusts.security.event.UserId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one event says to an auditor. {@code before}, {@code after} and {@code details} never name
 * an org and hold no digest: an org that the event names is {@code org}, which only that org's own
 * view and the whole log show.
 */
record Rendering(
    @Nullable String target,
    Belonging belonging,
    @Nullable UserId user,
    @Nullable OrgId org,
    Outcome outcome,
    @Nullable String reason,
    Map<String, Object> before,
    Map<String, Object> after,
    Map<String, Object> details,
    @Nullable Membership membership) {

  /** Whose feed an entry is in (rule AUD-1). */
  enum Belonging {
    /** The whole log alone. */
    NO_ORG,
    /** The org that the event names, alone: memberships, roles, the org's own settings. */
    ITS_ORG,
    /** Every org in which the user is an active member then, and the org that asked for it. */
    ORGS_OF_THE_USER
  }

  /** What it means for the user's membership in the org. */
  enum Membership {
    JOINED,
    SUSPENDED,
    REACTIVATED,
    ENDED
  }

  enum Outcome {
    SUCCESS,
    REFUSED
  }

  static Rendering ofAccount(UserId user) {
    return of("user/" + user, Belonging.ORGS_OF_THE_USER, user, null);
  }

  static Rendering ofMembership(UserId user, OrgId org) {
    return of("user/" + user, Belonging.ITS_ORG, user, org);
  }

  static Rendering ofOrg(OrgId org) {
    return of("org/" + org, Belonging.ITS_ORG, null, org);
  }

  static Rendering ofClient(ServiceClientId client) {
    return of("client/" + client, Belonging.NO_ORG, null, null);
  }

  /**
   * About somebody unknown, of whom there is at most a keyed hash of what was typed, or of what an
   * identity provider vouched for.
   */
  static Rendering ofNobodyKnown(@Nullable String emailHash, @Nullable String identityHash) {
    String identity = identityHash == null ? null : "identity-hash/" + identityHash;
    return of(
        emailHash == null ? identity : "email-hash/" + emailHash, Belonging.NO_ORG, null, null);
  }

  private static Rendering of(
      @Nullable String target, Belonging belonging, @Nullable UserId user, @Nullable OrgId org) {
    return new Rendering(
        target, belonging, user, org, Outcome.SUCCESS, null, Map.of(), Map.of(), Map.of(), null);
  }

  Rendering before(String name, @Nullable Object value) {
    return new Rendering(
        target,
        belonging,
        user,
        org,
        outcome,
        reason,
        with(before, name, value),
        after,
        details,
        membership);
  }

  Rendering after(String name, @Nullable Object value) {
    return new Rendering(
        target,
        belonging,
        user,
        org,
        outcome,
        reason,
        before,
        with(after, name, value),
        details,
        membership);
  }

  Rendering detail(String name, @Nullable Object value) {
    return new Rendering(
        target,
        belonging,
        user,
        org,
        outcome,
        reason,
        before,
        after,
        with(details, name, value),
        membership);
  }

  /** For an account event: the org whose admin asked for it, if one did. */
  Rendering askedBy(@Nullable OrgId asking) {
    return new Rendering(
        target, belonging, user, asking, outcome, reason, before, after, details, membership);
  }

  Rendering because(Enum<?> cause) {
    return because(cause.name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  Rendering because(@Nullable String stated) {
    return new Rendering(
        target, belonging, user, org, outcome, stated, before, after, details, membership);
  }

  Rendering refused() {
    return new Rendering(
        target, belonging, user, org, Outcome.REFUSED, reason, before, after, details, membership);
  }

  Rendering changing(Membership change) {
    return new Rendering(
        target, belonging, user, org, outcome, reason, before, after, details, change);
  }

  private static Map<String, Object> with(
      Map<String, Object> map, String name, @Nullable Object value) {
    if (value == null) {
      return map;
    }
    Map<String, Object> more = new LinkedHashMap<>(map);
    more.put(name, plain(value));
    return more;
  }

  /** As JSON shows it; in an order that does not depend on the process. */
  private static Object plain(Object value) {
    if (value instanceof Boolean || value instanceof Number) {
      return value;
    }
    if (value instanceof Collection<?> many) {
      return many.stream().map(Rendering::plain).toList();
    }
    return value instanceof Scope scope ? scope.stableName() : value.toString();
  }
}
