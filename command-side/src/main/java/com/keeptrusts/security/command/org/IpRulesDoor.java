package com.keeptrusts.security.command.org;

import com.keeptrusts.security.command.authority.Command;
import com.keeptrusts.security.command.bus.Answer;
import com.keeptrusts.security.command.bus.Commands;
import com.keeptrusts.security.command.bus.Requests;
import com.keeptrusts.security.command.door.ActingUser;
import com.keeptrusts.security.command.door.Callers;
import com.keeptrusts.security.command.door.RevisionAnswer;
import com.keeptrusts.security.enforcement.IpRestrictionsOfOrg;
import com.keeptrusts.security.enforcement.IpRuleRows;
import com.keeptrusts.security.event.Cidr;
import com.keeptrusts.security.event.IpAddress;
import com.keeptrusts.security.event.IpRuleAction;
import com.keeptrusts.security.event.IpRuleId;
import com.keeptrusts.security.event.IpRuleTerms;
import com.keeptrusts.security.event.IpRuleWarnings;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.SubjectRevision;
import com.keeptrusts.security.web.Acting;
import com.keeptrusts.security.web.DoorCaller;
import com.keeptrusts.security.web.Refuses;
import com.keeptrusts.security.web.RequiresScope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(
    name = "Address rules",
    description =
        "From where an org's members may come: deny rules first, then the allowlist, if there is"
            + " one. Which there are and what they say of an address is asked at"
            + " `/v1/orgs/{org}/ip-restrictions`.")
@RestController
@RequestMapping("/v1/orgs/{org}")
final class IpRulesDoor {

  private static final String LOCKOUT =
      "Why it is accepted that the address that this comes from is denied then";

  private final Callers callers;
  private final Commands commands;
  private final Requests requests;
  private final IpRuleRows rules;

  IpRulesDoor(Callers callers, Commands commands, Requests requests, IpRuleRows rules) {
    this.callers = callers;
    this.commands = commands;
    this.requests = requests;
    this.rules = rules;
  }

  /** A rule as somebody wants it. */
  record WantedIpRule(
      IpRuleAction action,
      @Schema(type = "string", example = "203.0.113.0/24", description = "An address is a block")
          Cidr block,
      @Nullable String note,
      @Schema(description = "true if absent") @Nullable Boolean enabled,
      @Schema(description = "From when on it matches nothing") @Nullable Instant expiresAt,
      @Schema(description = LOCKOUT) @Nullable String lockoutReason) {

    IpRuleTerms terms() {
      return new IpRuleTerms(
          action, block, note == null ? "" : note, enabled == null || enabled, expiresAt);
    }
  }

  /** {@code coveredBy} and {@code locksYouOutAt} are warnings. */
  record IpRuleAnswer(
      IpRuleId rule,
      @Schema(type = "string") SubjectRevision revision,
      @Schema(description = "A rule of the same kind that has all of these addresses already")
          @Nullable IpRuleId coveredBy,
      @Schema(
              description =
                  "From when on the address that this came from is denied, as its rule expires")
          @Nullable Instant locksYouOutAt)
      implements Answer<IpRuleAnswer> {

    @Override
    public IpRuleAnswer forRepeats() {
      return this;
    }
  }

  @Operation(summary = "Add an address rule")
  @PostMapping("/ip-rules")
  @RequiresScope(value = Scope.ACT, acting = Acting.YES)
  @ResponseStatus(HttpStatus.CREATED)
  @Refuses({
    Reason.NOT_ALLOWED,
    Reason.REAUTHENTICATION_REQUIRED,
    Reason.IP_RULE_EXISTS,
    Reason.TOO_MANY_IP_RULES,
    Reason.WOULD_LOCK_YOU_OUT,
    Reason.IDEMPOTENCY_KEY_REUSED
  })
  IpRuleAnswer add(
      DoorCaller door, @PathVariable("org") OrgId org, @RequestBody WantedIpRule wanted) {
    ActingUser admin = callers.acting(door, org);
    IpAddress from = door.requireAddress().ip();
    IpRuleId rule = IpRuleId.of(UUID.randomUUID().toString());
    return requests.send(
        new AddIpRule(org, rule, wanted.terms(), from, wanted.lockoutReason()),
        admin.caller(),
        IpRuleAnswer.class,
        revision -> answer(org, rule, revision, from));
  }

  @Operation(summary = "Change an address rule")
  @PutMapping("/ip-rules/{rule}")
  @RequiresScope(value = Scope.ACT, acting = Acting.YES)
  @Refuses({
    Reason.NOT_ALLOWED,
    Reason.REAUTHENTICATION_REQUIRED,
    Reason.IP_RULE_EXISTS,
    Reason.WOULD_LOCK_YOU_OUT
  })
  IpRuleAnswer change(
      DoorCaller door,
      @PathVariable("org") OrgId org,
      @PathVariable("rule") IpRuleId rule,
      @RequestBody WantedIpRule wanted) {
    IpAddress from = door.requireAddress().ip();
    SubjectRevision reached =
        send(door, org, new ChangeIpRule(org, rule, wanted.terms(), from, wanted.lockoutReason()));
    return answer(org, rule, reached, from);
  }

  @Operation(summary = "Remove an address rule")
  @DeleteMapping("/ip-rules/{rule}")
  @RequiresScope(value = Scope.ACT, acting = Acting.YES)
  @Refuses({Reason.NOT_ALLOWED, Reason.REAUTHENTICATION_REQUIRED, Reason.WOULD_LOCK_YOU_OUT})
  IpRuleAnswer remove(
      DoorCaller door,
      @PathVariable("org") OrgId org,
      @PathVariable("rule") IpRuleId rule,
      @Schema(description = LOCKOUT) @RequestParam(required = false)
          @Nullable String lockoutReason) {
    IpAddress from = door.requireAddress().ip();
    SubjectRevision reached = send(door, org, new RemoveIpRule(org, rule, from, lockoutReason));
    return answer(org, rule, reached, from);
  }

  /** {@code reason}: why, for the audit log. */
  record Suspension(@Schema(minimum = "1", maximum = "1440") int minutes, String reason) {}

  @Operation(
      summary = "Break the glass: no address rule of the org denies anybody for some time",
      description = "For an org that shut itself out. It ends by itself, or by DELETE.")
  @PutMapping("/ip-suspension")
  @RequiresScope(Scope.OPERATE)
  RevisionAnswer suspend(
      DoorCaller door, @PathVariable("org") OrgId org, @RequestBody Suspension wanted) {
    return RevisionAnswer.of(
        commands.send(
            new SuspendIpRestrictions(org, Duration.ofMinutes(wanted.minutes()), wanted.reason()),
            callers.itself(door)));
  }

  @Operation(summary = "Let the org's address rules deny again")
  @DeleteMapping("/ip-suspension")
  @RequiresScope(Scope.OPERATE)
  RevisionAnswer resume(DoorCaller door, @PathVariable("org") OrgId org) {
    return RevisionAnswer.of(commands.send(new ResumeIpRestrictions(org), callers.itself(door)));
  }

  private SubjectRevision send(DoorCaller door, OrgId org, Command command) {
    return commands.send(command, callers.acting(door, org).caller());
  }

  private IpRuleAnswer answer(OrgId org, IpRuleId rule, SubjectRevision revision, IpAddress from) {
    IpRestrictionsOfOrg now = rules.of(org);
    IpRuleWarnings warnings = IpRuleWarnings.of(now.ruleSet().rules(), rule, from, now.now());
    return new IpRuleAnswer(rule, revision, warnings.coveredBy(), warnings.locksYouOutAt());
  }
}
