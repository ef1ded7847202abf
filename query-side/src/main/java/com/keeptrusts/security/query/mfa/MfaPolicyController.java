package com.keeptrusts.security.query.mfa;

import static com.keeptrusts.security.event.Scope.ACT;
import static com.keeptrusts.security.event.Scope.OPERATE;

import com.keeptrusts.security.enforcement.MfaMembers;
import com.keeptrusts.security.enforcement.MfaMembers.Affected;
import com.keeptrusts.security.enforcement.MfaMembers.Progress;
import com.keeptrusts.security.enforcement.MfaPolicyRows;
import com.keeptrusts.security.event.GracePeriod;
import com.keeptrusts.security.event.MfaLevel;
import com.keeptrusts.security.event.MfaPolicies;
import com.keeptrusts.security.event.MfaPolicy;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.query.OrgReaders;
import com.keeptrusts.security.web.Acting;
import com.keeptrusts.security.web.DoorCaller;
import com.keeptrusts.security.web.Refuses;
import com.keeptrusts.security.web.RequiresScope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(
    name = "MFA policy",
    description = "What an org demands of its members, and whom that affects, or would.")
@RestController
@RequestMapping("/v1/orgs/{org}/mfa-policy")
class MfaPolicyController {

  private static final int MOST_AT_ONCE = 1_000;

  private final OrgReaders readers;
  private final MfaPolicyRows policies;
  private final MfaMembers members;

  MfaPolicyController(OrgReaders readers, MfaPolicyRows policies, MfaMembers members) {
    this.readers = readers;
    this.policies = policies;
    this.members = members;
  }

  /** What is demanded, since when, and of how many who have no method. */
  record PolicyAnswer(
      MfaLevel level,
      @Schema(description = "0 if it was enforced at once; absent where nothing is demanded")
          @Nullable Long graceDays,
      @Schema(description = "How many times the policy changed") long version,
      @Nullable Instant since,
      @Schema(description = "Members who are obliged and have no method") long affected,
      @Schema(description = "While what the policy means is being written down for each member")
          @Nullable Progress progress) {}

  @Operation(
      summary = "Read the MFA policy of an org",
      description = "For the operator, or for an owner, admin or compliance reviewer of the org.")
  @GetMapping
  @RequiresScope(
      value = {OPERATE, ACT},
      acting = Acting.OPTIONAL)
  @Refuses(Reason.NOT_ALLOWED)
  PolicyAnswer policy(DoorCaller caller, @PathVariable String org) {
    OrgId asked = readers.requireMayRead(caller, org);
    MfaPolicies all = policies.of(asked);
    MfaLevel level = all.terms().level();
    return new PolicyAnswer(
        level,
        level == MfaLevel.OPTIONAL ? null : all.terms().gracePeriod().toDays(),
        all.version(),
        all.versions().stream()
            .map(MfaPolicy::since)
            .reduce((earlier, later) -> later)
            .orElse(null),
        members.count(asked, level),
        members.progress(asked).orElse(null));
  }

  /** Somebody who would have to get a method, or has to. */
  record AffectedMember(
      UserId user,
      Role role,
      @Schema(description = "From when on the policy in force blocks them; absent in a preview")
          @Nullable Instant deadline,
      boolean blocked) {

    static AffectedMember of(Affected member) {
      GracePeriod period = member.demand().runs();
      return new AffectedMember(
          member.user(),
          member.demand().role(),
          period == null ? null : period.deadline(),
          period != null && period.isOver(member.now()));
    }
  }

  /** How many, and a page of them. */
  record AffectedAnswer(
      MfaLevel level,
      long affected,
      List<AffectedMember> members,
      @Schema(
              type = "string",
              description = "What to ask for the next page with; absent at the end")
          @Nullable UserId next) {}

  @Operation(
      summary = "Ask whom the MFA policy affects, or another one would",
      description = "Members without a method, in the order of their ids.")
  @GetMapping("/affected")
  @RequiresScope(
      value = {OPERATE, ACT},
      acting = Acting.OPTIONAL)
  @Refuses(Reason.NOT_ALLOWED)
  AffectedAnswer affected(
      DoorCaller caller,
      @PathVariable String org,
      @Parameter(description = "The level to try; that in force if absent")
          @RequestParam(required = false)
          @Nullable String level,
      @Parameter(description = "The next of the page before") @RequestParam(required = false)
          @Nullable String after,
      @RequestParam(defaultValue = "100") int limit) {
    OrgId asked = readers.requireMayRead(caller, org);
    if (limit < 1 || limit > MOST_AT_ONCE) {
      throw new Rejected(Reason.INVALID_VALUE, "The limit is from 1 to " + MOST_AT_ONCE);
    }
    MfaLevel tried = level == null ? policies.of(asked).terms().level() : level(level);
    List<Affected> page = members.page(asked, tried, user(after), limit + 1);
    boolean more = page.size() > limit;
    List<Affected> shown = more ? page.subList(0, limit) : page;
    return new AffectedAnswer(
        tried,
        members.count(asked, tried),
        shown.stream().map(AffectedMember::of).toList(),
        more ? shown.get(limit - 1).user() : null);
  }

  private static MfaLevel level(String text) {
    return Arrays.stream(MfaLevel.values())
        .filter(level -> level.name().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new Rejected(
                    Reason.INVALID_VALUE,
                    "The level is one of "
                        + Arrays.stream(MfaLevel.values())
                            .map(MfaLevel::name)
                            .collect(Collectors.joining(", "))));
  }

  private static @Nullable UserId user(@Nullable String text) {
    try {
      return text == null ? null : UserId.of(text);
    } catch (IllegalArgumentException noId) {
      throw new Rejected(Reason.INVALID_VALUE, "A page goes on after what `next` said");
    }
  }
}
