package com.keeptrusts.security.command.sso;

import com.keeptrusts.security.command.bus.Commands;
import com.keeptrusts.security.command.door.ActingUser;
import com.keeptrusts.security.command.door.Callers;
import com.keeptrusts.security.command.door.RevisionAnswer;
import com.keeptrusts.security.command.lookup.LinkedIdentities;
import com.keeptrusts.security.command.lookup.OwnIdentity;
import com.keeptrusts.security.command.passkey.AuthenticationResponse;
import com.keeptrusts.security.command.user.UnlinkExternalIdentity;
import com.keeptrusts.security.enforcement.Gate;
import com.keeptrusts.security.event.ExternalIdentityId;
import com.keeptrusts.security.event.ExternalSubject;
import com.keeptrusts.security.event.Issuer;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.web.Acting;
import com.keeptrusts.security.web.DoorCaller;
import com.keeptrusts.security.web.Refuses;
import com.keeptrusts.security.web.RequiresScope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(
    name = "Own identities",
    description = "A user's links to identity providers, and re-authentication by one.")
@RestController
@RequestMapping("/v1/me")
final class OwnIdentitiesDoor {

  private final Callers callers;
  private final IdentityLinks links;
  private final SsoReauthentication reauthentication;
  private final LinkedIdentities identities;
  private final Commands commands;

  OwnIdentitiesDoor(
      Callers callers,
      IdentityLinks links,
      SsoReauthentication reauthentication,
      LinkedIdentities identities,
      Commands commands) {
    this.callers = callers;
    this.links = links;
    this.reauthentication = reauthentication;
    this.identities = identities;
    this.commands = commands;
  }

  /** What the ID token says ({@code iss}, {@code sub}). */
  record NewIdentity(Issuer issuer, ExternalSubject subject) {}

  /** The links, the first made first. */
  record OwnIdentities(List<OwnIdentity> identities) {}

  /**
   * What the ID token says; {@code authTime} ({@code auth_time}) has to be there. {@code totpCode}
   * or {@code passkey}, an answer to options for proving it again, is needed if the account has an
   * MFA method and the provider's own MFA is not honoured.
   */
  record SsoAgain(
      Issuer issuer,
      ExternalSubject subject,
      Instant authTime,
      @Nullable List<String> amr,
      @Nullable String acr,
      @Nullable String totpCode,
      @Nullable AuthenticationResponse passkey) {

    SsoAgain {
      Assertion.requireMethods(amr, acr);
    }

    @Override
    public String toString() {
      return "SsoAgain";
    }
  }

  @Operation(summary = "List the own linked identities")
  @GetMapping("/external-identities")
  @RequiresScope(value = Scope.ACT, acting = Acting.YES)
  OwnIdentities list(DoorCaller door) {
    return new OwnIdentities(identities.of(callers.acting(door).user()));
  }

  @Operation(
      summary = "Link an identity at a provider",
      description = "The user signs in by it from then on. It is one account's only.")
  @PostMapping("/external-identities")
  @RequiresScope(value = Scope.ACT, acting = Acting.YES, also = Scope.SIGN_IN)
  @ResponseStatus(HttpStatus.CREATED)
  @Refuses({
    Reason.REAUTHENTICATION_REQUIRED,
    Reason.EXTERNAL_IDENTITY_TAKEN,
    Reason.TOO_MANY_EXTERNAL_IDENTITIES,
    Reason.IDEMPOTENCY_KEY_REUSED
  })
  IdentityLinks.Linked link(DoorCaller door, @RequestBody NewIdentity identity) {
    return links.link(callers.acting(door), identity.issuer(), identity.subject());
  }

  @Operation(
      summary = "Unlink an identity",
      description = "Not the last way to sign in; a temporary password is no way that lasts.")
  @DeleteMapping("/external-identities/{identity}")
  @RequiresScope(value = Scope.ACT, acting = Acting.YES)
  @Refuses({Reason.REAUTHENTICATION_REQUIRED, Reason.LAST_WAY_TO_SIGN_IN})
  RevisionAnswer unlink(DoorCaller door, @PathVariable("identity") ExternalIdentityId identity) {
    ActingUser acting = callers.acting(door);
    return RevisionAnswer.of(
        commands.send(new UnlinkExternalIdentity(acting.user(), identity), acting.caller()));
  }

  @Operation(
      summary = "Prove again who you are, by an identity provider",
      description =
          "The provider has to have authenticated the user within the last ten minutes; what needs"
              + " a fresh proof is possible until ten minutes after that.")
  @PostMapping("/reauthentications/sso")
  @RequiresScope(value = Scope.ACT, acting = Acting.YES, also = Scope.SIGN_IN)
  @Refuses(
      value = {
        Reason.SIGN_IN_FAILED,
        Reason.WRONG_CODE,
        Reason.CHALLENGE_NOT_OPEN,
        Reason.PASSKEY_UNKNOWN,
        Reason.PASSKEY_NOT_ACCEPTED,
        Reason.REAUTHENTICATION_REQUIRED,
        Reason.CREDENTIAL_CHANGED,
        Reason.THROTTLED
      },
      never = Reason.MFA_ENROLLMENT_REQUIRED)
  RevisionAnswer reauthenticate(DoorCaller door, @RequestBody SsoAgain again) {
    ActingUser acting = callers.actingThrough(door, Gate.MFA_ENROLLMENT_REQUIRED);
    return RevisionAnswer.of(
        reauthentication.reauthenticate(
            door,
            acting,
            Assertion.of(
                again.issuer(), again.subject(), again.authTime(), again.amr(), again.acr()),
            again.totpCode(),
            again.passkey()));
  }
}
