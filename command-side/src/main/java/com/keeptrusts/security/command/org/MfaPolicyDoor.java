package com.keeptrusts.security.command.org;

import com.keeptrusts.security.command.bus.Commands;
import com.keeptrusts.security.command.door.Callers;
import com.keeptrusts.security.command.door.RevisionAnswer;
import com.keeptrusts.security.command.user.ExtendMfaGracePeriod;
import com.keeptrusts.security.event.MfaLevel;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.web.Acting;
import com.keeptrusts.security.web.DoorCaller;
import com.keeptrusts.security.web.Refuses;
import com.keeptrusts.security.web.RequiresScope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@Tag(
    name = "MFA policy",
    description =
        "Of whom an org demands an MFA method, and how long who has none may go on. What is in"
            + " force, and whom another policy would affect, is asked with GET.")
@RestController
@RequestMapping("/v1/orgs/{org}")
final class MfaPolicyDoor {

  private final Callers callers;
  private final Commands commands;
  private final MfaPolicySettings settings;

  MfaPolicyDoor(Callers callers, Commands commands, MfaPolicySettings settings) {
    this.callers = callers;
    this.commands = commands;
    this.settings = settings;
  }

  /** A policy as somebody wants it. */
  record WantedPolicy(
      MfaLevel level,
      @Schema(
              minimum = "1",
              maximum = "30",
              description = "Absent for what the org has, or else the deployment's")
          @Nullable Integer graceDays,
      @Schema(description = "Why there is to be no grace period, if that is wanted")
          @Nullable String atOnceReason) {

    @Nullable Duration gracePeriod() {
      return graceDays == null ? null : Duration.ofDays(graceDays);
    }
  }

  @Operation(
      summary = "Set the MFA policy",
      description =
          "Only with an MFA method of the own. Who becomes obliged and has no method is warned"
              + " until the grace period is over, and then can do nothing but get one.")
  @PutMapping("/mfa-policy")
  @RequiresScope(value = Scope.ACT, acting = Acting.YES)
  @Refuses({Reason.NOT_ALLOWED, Reason.MFA_NOT_ENABLED, Reason.REAUTHENTICATION_REQUIRED})
  RevisionAnswer set(
      DoorCaller door, @PathVariable("org") OrgId org, @RequestBody WantedPolicy wanted) {
    return RevisionAnswer.of(
        commands.send(
            new SetOrgMfaPolicy(
                org,
                wanted.level(),
                wanted.gracePeriod(),
                wanted.atOnceReason(),
                settings.gracePeriod()),
            callers.acting(door, org).caller()));
  }

  /** {@code reason}: why, for the audit log. */
  record Extension(
      @Schema(description = "At most 30 days from now") Instant deadline, String reason) {}

  @Operation(
      summary = "Give a member more time to get an MFA method",
      description = "Not to oneself, and not once the time is over.")
  @PutMapping("/members/{user}/mfa-deadline")
  @RequiresScope(value = Scope.ACT, acting = Acting.YES)
  @Refuses({
    Reason.NOT_ALLOWED,
    Reason.ROLE_ABOVE_OWN,
    Reason.NOT_A_MEMBER,
    Reason.NO_GRACE_PERIOD,
    Reason.REAUTHENTICATION_REQUIRED
  })
  RevisionAnswer extend(
      DoorCaller door,
      @PathVariable("org") OrgId org,
      @PathVariable("user") UserId user,
      @RequestBody Extension wanted) {
    return RevisionAnswer.of(
        commands.send(
            new ExtendMfaGracePeriod(user, org, wanted.deadline(), wanted.reason()),
            callers.acting(door, org).caller()));
  }
}
