package com.keeptrusts.security.command.user;

import static com.keeptrusts.security.command.user.TestSessions.ONE_DAY;
import static com.keeptrusts.security.command.user.TestSessions.ONE_HOUR;
import static com.keeptrusts.security.command.user.TestSessions.TOMORROW;
import static com.keeptrusts.security.command.user.TestSessions.token;
import static com.keeptrusts.security.command.user.TestUsers.ANNA;
import static com.keeptrusts.security.command.user.TestUsers.id;
import static com.keeptrusts.security.command.user.TestUsers.sealed;

import com.keeptrusts.security.event.CosePublicKey;
import com.keeptrusts.security.event.CredentialId;
import com.keeptrusts.security.event.Factor;
import com.keeptrusts.security.event.PasskeyCredential;
import com.keeptrusts.security.event.PasskeyId;
import com.keeptrusts.security.event.PasskeyRegistered;
import com.keeptrusts.security.event.PasskeyRevoked;
import com.keeptrusts.security.event.PasskeyUsed;
import com.keeptrusts.security.event.SessionStarted;
import com.keeptrusts.security.event.Sha256;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Anna's passkeys, by number, and what they prove. */
final class TestPasskeys {

  /** How often a passkey has signed when it is registered. */
  static final long REGISTERED = 10;

  private TestPasskeys() {}

  static PasskeyId passkey(int number) {
    return PasskeyId.of(id(800 + number));
  }

  /** On a laptop: it verifies its user, and is found without an e-mail. */
  static PasskeyRegistered registered(int number) {
    return registered(number, true, true);
  }

  /** A security key that is touched and nothing more. */
  static PasskeyRegistered plainKey(int number) {
    return registered(number, false, false);
  }

  static PasskeyRegistered registered(
      int number, boolean uvInitialized, @Nullable Boolean discoverable) {
    return new PasskeyRegistered(
        ANNA,
        passkey(number),
        credential(number, uvInitialized, discoverable),
        sealed("bGFwdG9w"),
        TestSessions.id(1));
  }

  private static PasskeyCredential credential(
      int number, boolean uvInitialized, @Nullable Boolean discoverable) {
    return new PasskeyCredential(
        CredentialId.of(new byte[] {1, (byte) number}),
        CosePublicKey.of("pQECAyYgASFY"),
        -7,
        REGISTERED,
        uvInitialized,
        true,
        false,
        new UUID(0, 0),
        List.of("internal"),
        "none",
        discoverable);
  }

  static RegisterPasskey register(PasskeyRegistered wanted, int codes) {
    return new RegisterPasskey(
        ANNA,
        wanted.passkey(),
        wanted.credential(),
        wanted.name(),
        wanted.provenIn(),
        TestCredentials.codes(codes),
        TestCredentials.TEN_CODES);
  }

  static RevokePasskey revoke(int number) {
    return new RevokePasskey(ANNA, passkey(number));
  }

  static PasskeyRevoked revoked(int number, boolean methodsRemain) {
    return new PasskeyRevoked(ANNA, passkey(number), methodsRemain);
  }

  /** With user verification that is believed. */
  static PasskeyProof verified(int number, long count) {
    return new PasskeyProof(passkey(number), count, false, true, true);
  }

  /** Without user verification. */
  static PasskeyProof touched(int number, long count) {
    return new PasskeyProof(passkey(number), count, false, false, false);
  }

  static PasskeyUsed used(PasskeyProof proof, boolean uvInitialized) {
    return new PasskeyUsed(
        ANNA,
        proof.passkey(),
        proof.signCount(),
        proof.backedUp(),
        proof.userVerified(),
        uvInitialized);
  }

  static StartSession start(
      int number, FirstFactorProof first, @Nullable SecondFactorProof second) {
    return new StartSession(
        ANNA,
        Sha256.ofToken("sign-in " + number),
        TestSessions.id(number),
        token(number),
        first,
        second,
        ONE_DAY,
        ONE_HOUR,
        true);
  }

  static SessionStarted session(
      int number, List<Factor> factors, @Nullable SecondFactorProof second) {
    return new SessionStarted(
        ANNA,
        TestSessions.id(number),
        token(number),
        factors,
        false,
        second == null ? null : second.acceptedStep(),
        TOMORROW,
        ONE_HOUR,
        true);
  }
}
