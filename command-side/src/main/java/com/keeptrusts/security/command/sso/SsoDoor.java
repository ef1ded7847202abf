package com.keeptrusts.security.command.sso;

import com.keeptrusts.security.command.signin.SignInAnswer;
import com.keeptrusts.security.event.ExternalSubject;
import com.keeptrusts.security.event.Issuer;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.web.DoorCaller;
import com.keeptrusts.security.web.Refuses;
import com.keeptrusts.security.web.RequiresScope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(
    name = "Single sign-on",
    description =
        "Signing in by an identity provider, for the console backend, which has run the OpenID"
            + " Connect exchange, checked the ID token, and vouches for what was in it.")
@RestController
@RequestMapping("/v1/sign-ins/sso")
final class SsoDoor {

  private final SsoSignIn signIn;
  private final IdentityLinks links;

  SsoDoor(SsoSignIn signIn, IdentityLinks links) {
    this.signIn = signIn;
    this.links = links;
  }

  /**
   * What the ID token says ({@code iss}, {@code sub}, {@code auth_time}, {@code amr}, {@code acr}).
   * {@code deviceToken}: what an earlier sign-in left on this device, if anything.
   */
  record SsoStep(
      Issuer issuer,
      ExternalSubject subject,
      @Nullable Instant authTime,
      @Nullable List<String> amr,
      @Nullable String acr,
      @Nullable String deviceToken) {

    SsoStep {
      Assertion.requireMethods(amr, acr);
    }

    @Override
    public String toString() {
      return "SsoStep";
    }
  }

  /** {@code invitation}: the secret that the invitation was sent with, for this user. */
  record SsoAcceptance(UserId user, String invitation, Issuer issuer, ExternalSubject subject) {

    @Override
    public String toString() {
      return "SsoAcceptance";
    }
  }

  @Operation(
      summary = "Sign in by an identity provider",
      description =
          "Finds the user by issuer and subject, never by e-mail. Answers a session, or that a"
              + " second factor is needed; where the deployment honours the provider's own MFA,"
              + " amr or acr say that there was one.")
  @PostMapping
  @RequiresScope(Scope.SIGN_IN)
  @ResponseStatus(HttpStatus.CREATED)
  @Refuses({
    Reason.SIGN_IN_FAILED,
    Reason.SIGN_IN_NOT_OPEN,
    Reason.CREDENTIAL_CHANGED,
    Reason.ADDRESS_DENIED
  })
  SignInAnswer withAssertion(DoorCaller door, @RequestBody SsoStep step) {
    door.requireAddress();
    return signIn.begin(
        door,
        Assertion.of(step.issuer(), step.subject(), step.authTime(), step.amr(), step.acr()),
        step.deviceToken());
  }

  @Operation(
      summary = "Accept an invitation as a newcomer, by an identity provider",
      description =
          "Links the identity to the account that was made for the inviting org, and joins it."
              + " Whoever has used the account before signs in, links, and accepts there.")
  @PostMapping("/invitation")
  @RequiresScope(Scope.SIGN_IN)
  @ResponseStatus(HttpStatus.CREATED)
  @Refuses({Reason.INVITATION_NOT_OPEN, Reason.NOT_ALLOWED, Reason.EXTERNAL_IDENTITY_TAKEN})
  IdentityLinks.Linked acceptInvitation(DoorCaller door, @RequestBody SsoAcceptance acceptance) {
    door.requireAddress();
    return links.accept(
        door,
        acceptance.user(),
        acceptance.invitation(),
        acceptance.issuer(),
        acceptance.subject());
  }
}
