package com.keeptrusts.security.command.passkey;

import com.keeptrusts.security.command.lookup.Accounts;
import com.keeptrusts.security.command.lookup.RegisteredPasskey;
import com.keeptrusts.security.command.lookup.RegisteredPasskeys;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.log.PersonalData;
import java.util.List;
import org.springframework.stereotype.Component;

/** What a user is shown of the own passkeys (rule PK-6). */
@Component
final class OwnPasskeys {

  private final RelyingParty relyingParty;
  private final RegisteredPasskeys passkeys;
  private final Accounts accounts;
  private final PersonalData personal;

  OwnPasskeys(
      RelyingParty relyingParty,
      RegisteredPasskeys passkeys,
      Accounts accounts,
      PersonalData personal) {
    this.relyingParty = relyingParty;
    this.passkeys = passkeys;
    this.accounts = accounts;
    this.personal = personal;
  }

  OwnPasskeysAnswer of(UserId user) {
    List<RegisteredPasskey> own = passkeys.of(user);
    return new OwnPasskeysAnswer(
        own.stream().map(this::shown).toList(),
        new OwnPasskeysAnswer.Signals(
            relyingParty.settings().rpId(),
            Bytes.text(RelyingParty.userHandle(user)),
            own.stream().map(passkey -> passkey.credentialId().value()).toList(),
            accounts.email(user).text(),
            accounts.displayName(user).text()));
  }

  private OwnPasskeysAnswer.OwnPasskey shown(RegisteredPasskey passkey) {
    return new OwnPasskeysAnswer.OwnPasskey(
        passkey.passkey(),
        personal.open(passkey.name()).orElse(Authenticators.UNKNOWN),
        Authenticators.name(passkey.aaguid()),
        passkey.backupEligible()
            ? OwnPasskeysAnswer.DeviceType.SYNCED
            : OwnPasskeysAnswer.DeviceType.DEVICE_BOUND,
        passkey.backedUp(),
        passkey.uvInitialized(),
        passkey.discoverable(),
        passkey.transports(),
        passkey.registeredAt(),
        passkey.lastUsedAt());
  }
}
