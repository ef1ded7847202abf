package com.keeptrusts.security.command.passkey;

import com.keeptrusts.security.command.lookup.Accounts;
import com.keeptrusts.security.command.lookup.RegisteredPasskeys;
import com.keeptrusts.security.event.UserId;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Asks a browser for a passkey: what it is told, with a fresh challenge (rules PK-1, PK-2). */
@Component
public final class PasskeyOptions {

  /** As long as the challenge is good. */
  private static final long TIMEOUT = Duration.ofMinutes(5).toMillis();

  private static final String PREFERRED = "preferred";
  private static final String NONE = "none";

  private final RelyingParty relyingParty;
  private final Challenges challenges;
  private final RegisteredPasskeys passkeys;
  private final Accounts accounts;

  PasskeyOptions(
      RelyingParty relyingParty,
      Challenges challenges,
      RegisteredPasskeys passkeys,
      Accounts accounts) {
    this.relyingParty = relyingParty;
    this.challenges = challenges;
    this.passkeys = passkeys;
    this.accounts = accounts;
  }

  /** For a new passkey; an authenticator that has one of the user's is left alone. */
  CreationOptions creation(UserId user, Occasion occasion, @Nullable Hint hint) {
    PasskeySettings settings = relyingParty.settings();
    return new CreationOptions(
        new CreationOptions.RelyingPartyEntity(settings.rpId(), settings.rpName()),
        new CreationOptions.UserEntity(
            Bytes.text(RelyingParty.userHandle(user)),
            accounts.email(user).text(),
            accounts.displayName(user).text()),
        challenges.open(occasion),
        settings.algorithms().stream()
            .map(
                algorithm ->
                    new CreationOptions.Parameters(Bytes.PUBLIC_KEY, algorithm.identifier()))
            .toList(),
        TIMEOUT,
        own(user),
        CreationOptions.AuthenticatorSelection.PREFERRED,
        hint == null ? List.of() : List.of(hint),
        NONE,
        new CreationOptions.Extensions(true));
  }

  /** For one of the user's passkeys. */
  public RequestOptions ofUser(UserId user, Occasion occasion) {
    return request(occasion, own(user));
  }

  /** For whatever discoverable passkey there is. */
  public RequestOptions ofAnybody() {
    return request(Occasion.signIn(), List.of());
  }

  private RequestOptions request(Occasion occasion, List<CredentialDescriptor> allowed) {
    return new RequestOptions(
        challenges.open(occasion), TIMEOUT, relyingParty.settings().rpId(), allowed, PREFERRED);
  }

  private List<CredentialDescriptor> own(UserId user) {
    return passkeys.of(user).stream().map(CredentialDescriptor::of).toList();
  }
}
