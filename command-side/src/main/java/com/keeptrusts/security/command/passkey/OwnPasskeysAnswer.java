package com.keeptrusts.security.command.passkey;

import com.keeptrusts.security.event.PasskeyId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The own passkeys, the first registered first, and what browsers are told of them. */
public record OwnPasskeysAnswer(List<OwnPasskey> passkeys, Signals signals) {

  /** Whether it may be on several devices. */
  public enum DeviceType {
    SYNCED,
    DEVICE_BOUND
  }

  /**
   * One passkey.
   *
   * @param authenticator the model that it says it is; nobody vouches for that
   * @param backedUp whether it is synced now
   * @param verifiesUser whether it is several factors in itself
   * @param discoverable whether it signs in without an e-mail; absent if the browser did not say
   * @param lastUsedAt absent if never
   */
  public record OwnPasskey(
      PasskeyId passkey,
      String name,
      String authenticator,
      DeviceType deviceType,
      boolean backedUp,
      boolean verifiesUser,
      @Nullable Boolean discoverable,
      List<String> transports,
      Instant registeredAt,
      @Nullable Instant lastUsedAt) {

    /** Says nothing of its name. */
    @Override
    public String toString() {
      return "passkey " + passkey;
    }
  }

  /**
   * What {@code signalAllAcceptedCredentials} and {@code signalCurrentUserDetails} take, so that a
   * password manager forgets what was removed and shows today's names (Web Authentication Level 3
   * §5.1.11).
   */
  public record Signals(
      String rpId,
      String userId,
      List<String> allAcceptedCredentialIds,
      String name,
      String displayName) {

    /** Says nothing of the person. */
    @Override
    public String toString() {
      return "Signals";
    }
  }

  @Override
  public String toString() {
    return "OwnPasskeysAnswer";
  }
}
