package com.keeptrusts.security.command.signin;

import com.keeptrusts.security.command.attempt.Admission;
import com.keeptrusts.security.command.attempt.Attempts;
import com.keeptrusts.security.command.attempt.Guess;
import com.keeptrusts.security.command.attempt.SubjectHash;
import com.keeptrusts.security.command.bus.Commands;
import com.keeptrusts.security.command.door.Callers;
import com.keeptrusts.security.command.user.DisableAuthenticator;
import com.keeptrusts.security.command.user.RecordSignInRefusal;
import com.keeptrusts.security.event.Deferred;
import com.keeptrusts.security.event.Factor;
import com.keeptrusts.security.event.SignInRefusal;
import com.keeptrusts.security.event.SignInRefused;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.web.DoorCaller;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What becomes of a guess: counted before it is verified, recorded if it was wrong, and the
 * authenticator disabled by the last wrong one, or by the next if that one could not say so, as its
 * node stopped (rules SIGN-5, SIGN-7).
 */
@Component
public final class Guesses {

  private final Attempts attempts;
  private final Commands commands;
  private final Callers callers;

  public Guesses(Attempts attempts, Commands commands, Callers callers) {
    this.attempts = attempts;
    this.commands = commands;
    this.callers = callers;
  }

  /**
   * Counts the guess.
   *
   * @return {@link Admission.Admitted}, or {@link Admission.Exhausted}, which the caller treats as
   *     a wrong guess at the same cost
   * @throws Deferred if it came too early
   */
  public Admission.Counted admit(DoorCaller door, Guess guess) {
    Admission admission = attempts.count(guess);
    if (admission instanceof Admission.Throttled throttled) {
      if (throttled.toRecord() > 0) {
        record(door, guess, SignInRefusal.THROTTLED, throttled.toRecord());
      }
      throw Deferred.throttled("Too many attempts, one after the other", throttled.retryAfter());
    }
    return (Admission.Counted) admission;
  }

  /**
   * Runs what verifies a counted guess. If that was not done, above all as no turn came for its
   * hash, it was no guess and is taken back: else who keeps the hashes busy uses up the tries of
   * everybody else.
   */
  public <T> T verifying(Guess guess, Admission.Counted admission, Supplier<T> verification) {
    try {
      return verification.get();
    } catch (RuntimeException unverified) {
      takeBack(guess, admission, unverified);
      throw unverified;
    }
  }

  private void takeBack(Guess guess, Admission.Counted admission, RuntimeException why) {
    try {
      attempts.takeBack(guess, admission);
    } catch (RuntimeException failed) {
      why.addSuppressed(failed);
    }
  }

  /** The guess was right, but what it was for has to be asked for again: it is open as before. */
  public void rightButDeferred(Guess guess, Admission.Counted admission, Deferred deferred) {
    takeBack(guess, admission, deferred);
  }

  /** The guess was right, and what it was for is recorded. */
  public void right(Guess guess) {
    attempts.succeeded(guess);
  }

  /** The guess was wrong, or came from where nothing is verified any more. */
  public void wrong(DoorCaller door, Guess guess, Admission admission, SignInRefusal reason) {
    record(door, guess, reason, 1);
    UserId user = guess.user();
    int failures = toRecord(admission);
    if (user != null && failures > 0) {
      commands.send(
          new DisableAuthenticator(user, guess.authenticator(), guess.from().isOwn(), failures),
          callers.refused(door, user));
      attempts.recorded(guess);
    }
  }

  /** How many failures disable the authenticator; 0 if they do not, or the log knows already. */
  private static int toRecord(Admission admission) {
    if (admission instanceof Admission.Exhausted exhausted && !exhausted.recorded()) {
      return exhausted.attempts();
    }
    return admission instanceof Admission.Admitted admitted && admitted.last()
        ? admitted.attempts()
        : 0;
  }

  /**
   * Everything was right, but what was verified was no longer good when the session was to start.
   *
   * @param last the factor that was verified last
   */
  public void tooLate(DoorCaller door, UserId user, Factor last, SignInRefusal reason) {
    commands.send(
        new RecordSignInRefusal(new SignInRefused(user, null, last, reason, 1)),
        callers.refused(door, user));
  }

  /**
   * A provider vouched for somebody whom no account is linked to. That is no guess: the service
   * client that says so is authenticated, so nothing is counted.
   *
   * @param user who is signed in already, if anybody is
   * @param identityHash of issuer and subject
   */
  public void unknownIdentity(DoorCaller door, @Nullable UserId user, SubjectHash identityHash) {
    SignInRefused refusal =
        new SignInRefused(
            user,
            null,
            Factor.SSO,
            SignInRefusal.UNKNOWN_IDENTITY,
            1,
            user == null ? identityHash.value() : null);
    commands.send(new RecordSignInRefusal(refusal), callers.refused(door, user));
  }

  /**
   * A passkey's answer was refused. That is no guess either: nobody guesses a signature.
   *
   * @param user whose passkey it is, or whose sign-in or session it was for, if anybody's
   * @param credentialHash of the passkey, if nobody has it and nobody was expected
   */
  public void passkeyRefused(
      DoorCaller door,
      @Nullable UserId user,
      SignInRefusal reason,
      @Nullable SubjectHash credentialHash) {
    SignInRefused refusal =
        new SignInRefused(
            user,
            null,
            Factor.PASSKEY,
            reason,
            1,
            credentialHash == null ? null : credentialHash.value());
    commands.send(new RecordSignInRefusal(refusal), callers.refused(door, user));
  }

  private void record(DoorCaller door, Guess guess, SignInRefusal reason, int count) {
    UserId user = guess.user();
    SignInRefused refusal =
        new SignInRefused(
            user,
            user == null ? guess.subject().value() : null,
            Factor.valueOf(guess.authenticator().name()),
            reason,
            count);
    commands.send(new RecordSignInRefusal(refusal), callers.refused(door, user));
  }
}
