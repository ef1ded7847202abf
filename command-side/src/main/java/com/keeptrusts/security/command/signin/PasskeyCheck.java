package com.keeptrusts.security.command.signin;

import com.keeptrusts.security.command.attempt.SubjectHashes;
import com.keeptrusts.security.command.lookup.RegisteredPasskey;
import com.keeptrusts.security.command.lookup.RegisteredPasskeys;
import com.keeptrusts.security.command.passkey.AuthenticationCeremony;
import com.keeptrusts.security.command.passkey.AuthenticationResponse;
import com.keeptrusts.security.command.passkey.ChallengeNotOpen;
import com.keeptrusts.security.command.passkey.Challenges;
import com.keeptrusts.security.command.passkey.Fault;
import com.keeptrusts.security.command.passkey.Occasion;
import com.keeptrusts.security.command.passkey.RefusedPasskey;
import com.keeptrusts.security.command.user.PasskeyProof;
import com.keeptrusts.security.event.CredentialId;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.event.SignInRefusal;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.web.DoorCaller;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Verifies what a passkey signed: whose it is, and that it answers this very question. Nothing is
 * counted, since there is nothing to guess; whatever is refused is recorded (rules SIGN-7, PK-1,
 * PK-5).
 */
@Component
public final class PasskeyCheck {

  private final AuthenticationCeremony ceremony;
  private final Challenges challenges;
  private final RegisteredPasskeys passkeys;
  private final SubjectHashes hashes;
  private final Guesses guesses;

  PasskeyCheck(
      AuthenticationCeremony ceremony,
      Challenges challenges,
      RegisteredPasskeys passkeys,
      SubjectHashes hashes,
      Guesses guesses) {
    this.ceremony = ceremony;
    this.challenges = challenges;
    this.passkeys = passkeys;
    this.hashes = hashes;
    this.guesses = guesses;
  }

  /** An answer that was read, and the passkey that it names; nothing is verified yet. */
  public record Named(AuthenticationCeremony.Answer answer, RegisteredPasskey passkey) {

    UserId user() {
      return passkey.user();
    }
  }

  /** A passkey of a user who is known already. */
  public PasskeyProof require(
      DoorCaller door, UserId user, Occasion occasion, AuthenticationResponse response) {
    return verify(door, named(door, occasion, response, user), false);
  }

  /** Whose passkey somebody says to have; the challenge is used up. */
  public Named named(DoorCaller door, AuthenticationResponse response) {
    return named(door, Occasion.signIn(), response, null);
  }

  /** That they have it and are its user: it says itself whose it is (rules PK-2, PK-5, SIGN-2). */
  public PasskeyProof requireAnybodys(DoorCaller door, Named named) {
    if (Boolean.FALSE.equals(named.passkey().discoverable())) {
      throw refused(door, named.user(), new RefusedPasskey(Fault.SECOND_FACTOR_ONLY));
    }
    PasskeyProof proof = verify(door, named, true);
    if (!proof.isMultiFactor()) {
      throw refused(door, named.user(), new RefusedPasskey(Fault.SECOND_FACTOR_ONLY));
    }
    return proof;
  }

  /**
   * Runs the command that the proof is for; a counter that another node has seen further meanwhile
   * is recorded as what it is.
   */
  public <T> T settle(DoorCaller door, UserId user, Supplier<T> command) {
    try {
      return command.get();
    } catch (Rejected refused) {
      if (refused.reason() == Reason.PASSKEY_NOT_ACCEPTED) {
        guesses.passkeyRefused(door, user, SignInRefusal.PASSKEY_POSSIBLY_CLONED, null);
      }
      throw refused;
    }
  }

  private PasskeyProof verify(DoorCaller door, Named named, boolean handleNeeded) {
    try {
      return ceremony.verify(named.answer(), named.passkey(), handleNeeded);
    } catch (RefusedPasskey refused) {
      throw refused(door, named.user(), refused);
    }
  }

  private Named named(
      DoorCaller door,
      Occasion occasion,
      AuthenticationResponse response,
      @Nullable UserId expected) {
    AuthenticationCeremony.Answer answer = read(door, occasion, response, expected);
    return passkeys
        .find(answer.credential())
        .filter(found -> expected == null || found.user().equals(expected))
        .map(passkey -> new Named(answer, passkey))
        .orElseThrow(() -> unknown(door, expected, answer.credential()));
  }

  private AuthenticationCeremony.Answer read(
      DoorCaller door,
      Occasion occasion,
      AuthenticationResponse response,
      @Nullable UserId expected) {
    try {
      return ceremony.read(response, challenge -> challenges.consume(challenge, occasion));
    } catch (ChallengeNotOpen ended) {
      guesses.passkeyRefused(door, expected, SignInRefusal.CHALLENGE_NOT_OPEN, null);
      throw new Rejected(Reason.CHALLENGE_NOT_OPEN, "Ask for new options: " + ended.getMessage());
    } catch (RefusedPasskey unreadable) {
      throw refused(door, expected, unreadable);
    }
  }

  private Rejected unknown(DoorCaller door, @Nullable UserId expected, CredentialId credential) {
    guesses.passkeyRefused(
        door,
        expected,
        SignInRefusal.UNKNOWN_PASSKEY,
        expected == null ? hashes.of(credential) : null);
    return new Rejected(
        Reason.PASSKEY_UNKNOWN, "This passkey is of no use here any more: sign in another way");
  }

  private Rejected refused(DoorCaller door, @Nullable UserId user, RefusedPasskey refused) {
    guesses.passkeyRefused(door, user, refused.fault().refusal(), null);
    return new Rejected(
        Reason.PASSKEY_NOT_ACCEPTED, "The passkey was not accepted: " + refused.getMessage());
  }
}
