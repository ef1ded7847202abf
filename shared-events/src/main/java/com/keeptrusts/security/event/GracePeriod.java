package com.keeptrusts.security.event;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How far the time that an org gives a member to get an MFA method has run (rules POL-3 to POL-7).
 * It outlives the membership, and ends for good with a method. Who decides about the next event and
 * who decides whether a request may pass ask the same functions: so a policy counts from the
 * instant at which it was set on, whether or not anybody has written down yet what it means for
 * this member.
 *
 * @param policyVersion of the policy that was taken into account last
 * @param start since when it runs, moved back by what had run before (rule POL-6)
 * @param deadline from when on the member is blocked
 * @param extendedUntil an admin's extension, which no later policy takes away
 * @param stoppedAt since when the member is obliged no more; absent while the time runs
 * @param warnedOf the deadline that the member was reminded of
 * @param ended whether it is recorded that the deadline has passed
 */
public record GracePeriod(
    long policyVersion,
    Instant start,
    Instant deadline,
    @Nullable Instant extendedUntil,
    @Nullable Instant stoppedAt,
    @Nullable Instant warnedOf,
    boolean ended) {

  /** So long what has run is carried over. */
  static final Duration CARRIED_FOR = Duration.ofDays(90);

  private static final Duration LONGEST_WARNING = Duration.ofDays(1);
  private static final int SHARE_OF_WARNING = 4;

  /**
   * What has become of it by versions that it does not take into account yet.
   *
   * @param recorded absent if none ever ran, or if the member had a method since
   * @param role the member's, since {@code since} at least
   * @param since from when on these versions concern the member: who joined, changed role or lost
   *     the last method later than that is not held to what went before
   */
  public static @Nullable GracePeriod follow(
      @Nullable GracePeriod recorded, Role role, Instant since, MfaPolicies policies) {
    GracePeriod period = recorded;
    List<MfaPolicy> versions = policies.versions();
    for (int i = 0; i < versions.size(); i++) {
      boolean known = recorded != null && versions.get(i).version() <= recorded.policyVersion();
      boolean over = i + 1 < versions.size() && versions.get(i + 1).since().isBefore(since);
      if (!known && !over) {
        period = step(period, role, versions.get(i).from(since));
      }
    }
    return period;
  }

  /** What it is under a policy from that policy's instant on, for who has no method. */
  public static @Nullable GracePeriod step(
      @Nullable GracePeriod period, Role role, MfaPolicy policy) {
    if (period == null || !period.isRunning()) {
      return policy.obliges(role) ? begin(period, policy) : period;
    }
    return policy.obliges(role) ? period.under(policy) : period.stop(policy);
  }

  /** The deadline of a reset: what a fresh grace period would give has run already (rule POL-6). */
  public static GracePeriod over(MfaPolicy policy) {
    Instant now = policy.since();
    return new GracePeriod(
        policy.version(), now.minus(policy.terms().gracePeriod()), now, null, null, null, false);
  }

  private static GracePeriod begin(@Nullable GracePeriod before, MfaPolicy policy) {
    GracePeriod carried = before == null || before.isForgotten(policy.since()) ? null : before;
    Instant start = policy.since().minus(carried == null ? Duration.ZERO : carried.consumed());
    Instant extended = carried == null ? null : carried.extendedUntil();
    return new GracePeriod(
        policy.version(),
        start,
        latest(start.plus(policy.terms().gracePeriod()), extended),
        extended,
        null,
        null,
        false);
  }

  private boolean isForgotten(Instant now) {
    return stoppedAt != null && stoppedAt.plus(CARRIED_FOR).isBefore(now);
  }

  private Duration consumed() {
    return Duration.between(start, Objects.requireNonNull(stoppedAt));
  }

  /**
   * POL-7: shortened, it ends now at the earliest; lengthened, it revives nobody who is blocked;
   * and an extension stays.
   */
  private GracePeriod under(MfaPolicy policy) {
    Instant moved =
        isOver(policy.since())
            ? deadline
            : latest(policy.since(), start.plus(policy.terms().gracePeriod()), extendedUntil);
    return new GracePeriod(policy.version(), start, moved, extendedUntil, null, warnedOf, ended);
  }

  private GracePeriod stop(MfaPolicy policy) {
    return stopped(policy.version(), start, policy.since(), extendedUntil);
  }

  private static GracePeriod stopped(
      long version, Instant start, Instant at, @Nullable Instant extendedUntil) {
    return new GracePeriod(version, start, at, extendedUntil, at, null, false);
  }

  /** Whether the member is obliged. */
  public boolean isRunning() {
    return stoppedAt == null;
  }

  /** Whether who is obliged is blocked. */
  public boolean isOver(Instant now) {
    return !now.isBefore(deadline);
  }

  /** Whether the member is to be reminded of the deadline by now. */
  public boolean isWarningDue(Instant now) {
    return !deadline.equals(warnedOf) && !now.isBefore(warningAt(start, deadline));
  }

  /** A day before the deadline, or for the last quarter of a time that is short. */
  public static Instant warningAt(Instant start, Instant deadline) {
    Duration quarter = Duration.between(start, deadline).dividedBy(SHARE_OF_WARNING);
    return deadline.minus(quarter.compareTo(LONGEST_WARNING) < 0 ? quarter : LONGEST_WARNING);
  }

  /** When there is something to record next; absent if nothing will be by itself. */
  public @Nullable Instant nextAt() {
    if (!isRunning() || ended) {
      return null;
    }
    return deadline.equals(warnedOf) ? deadline : warningAt(start, deadline);
  }

  /** What it was once this had happened. */
  public static GracePeriod of(MfaGracePeriodStarted event) {
    return new GracePeriod(
        event.policyVersion(),
        event.start(),
        event.deadline(),
        event.extendedUntil(),
        null,
        null,
        false);
  }

  /** After this. One that was over is moved only if it was lifted and began anew in between. */
  public GracePeriod after(MfaGracePeriodChanged event) {
    return new GracePeriod(
        event.policyVersion(), event.start(), event.to(), extendedUntil, null, null, false);
  }

  /** After this. */
  public GracePeriod after(MfaGracePeriodExtended event) {
    return new GracePeriod(policyVersion, start, event.to(), event.to(), null, null, ended);
  }

  /** After this. */
  public GracePeriod after(MfaGracePeriodEndingSoon event) {
    return new GracePeriod(
        policyVersion, start, deadline, extendedUntil, stoppedAt, event.deadline(), ended);
  }

  /** After this. */
  public GracePeriod after(MfaGracePeriodEnded event) {
    return new GracePeriod(
        policyVersion, start, event.deadline(), extendedUntil, stoppedAt, warnedOf, true);
  }

  /** What is carried over once the obligation was lifted. */
  public static GracePeriod of(MfaObligationLifted event) {
    return stopped(event.policyVersion(), event.start(), event.stoppedAt(), event.extendedUntil());
  }

  private static Instant latest(@Nullable Instant... some) {
    return Stream.of(some).filter(Objects::nonNull).max(Instant::compareTo).orElseThrow();
  }
}
