package com.keeptrusts.security.command.password;

import com.keeptrusts.security.command.door.Callers;
import com.keeptrusts.security.command.lookup.Accounts;
import com.keeptrusts.security.enforcement.Gate;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.web.Acting;
import com.keeptrusts.security.web.DoorCaller;
import com.keeptrusts.security.web.Refuses;
import com.keeptrusts.security.web.RequiresScope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Own password")
@RestController
@RequestMapping("/v1/me/password")
final class PasswordEstimateDoor {

  private final Callers callers;
  private final Accounts accounts;
  private final PasswordStrength strength;

  PasswordEstimateDoor(Callers callers, Accounts accounts, PasswordStrength strength) {
    this.callers = callers;
    this.accounts = accounts;
    this.strength = strength;
  }

  /** What is typed, finished or not. */
  record Draft(String password) {

    @Override
    public String toString() {
      return "Draft";
    }
  }

  @Operation(
      summary = "Ask whether a password would be accepted, and how strong it is",
      description =
          "For forms, before a password is sent to be kept: nothing of what is asked is kept or"
              + " written down. Also while a temporary password is to be rotated.")
  @PostMapping("/estimate")
  @RequiresScope(value = Scope.ACT, acting = Acting.YES)
  @Refuses(never = Reason.PASSWORD_ROTATION_REQUIRED)
  PasswordEstimate estimate(DoorCaller door, @RequestBody Draft draft) {
    UserId user = callers.actingThrough(door, Gate.PASSWORD_ROTATION_REQUIRED).user();
    try (Password password = Password.typed(draft.password())) {
      return strength.estimate(password, accounts.email(user), accounts.displayName(user));
    }
  }
}
