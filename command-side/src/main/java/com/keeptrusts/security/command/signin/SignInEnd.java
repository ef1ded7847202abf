package com.keeptrusts.security.command.signin;

import com.keeptrusts.security.command.attempt.Devices;
import com.keeptrusts.security.command.bus.Commands;
import com.keeptrusts.security.command.door.Callers;
import com.keeptrusts.security.command.user.FirstFactorProof;
import com.keeptrusts.security.command.user.SecondFactorProof;
import com.keeptrusts.security.command.user.StartSession;
import com.keeptrusts.security.event.Factor;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.event.Sha256;
import com.keeptrusts.security.event.SignInRefusal;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.web.DoorCaller;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The end of a sign-in, however it began: the session is started, if what was verified is still in
 * force, and its token shown; or why not is recorded (rules SIGN-5, SIGN-7, SIGN-8).
 */
@Component
public final class SignInEnd {

  /**
   * Why a session is not started though every factor was right; a used code is a wrong guess and no
   * such thing.
   */
  private static final Map<Reason, SignInRefusal> TOO_LATE =
      Map.of(
          Reason.SIGN_IN_FAILED, SignInRefusal.TEMPORARY_PASSWORD_EXPIRED,
          Reason.SIGN_IN_NOT_OPEN, SignInRefusal.SIGN_IN_NOT_OPEN,
          Reason.CREDENTIAL_CHANGED, SignInRefusal.CREDENTIAL_CHANGED,
          Reason.ADDRESS_DENIED, SignInRefusal.ADDRESS_DENIED);

  private final Devices devices;
  private final Guesses guesses;
  private final Commands commands;
  private final Callers callers;
  private final Sessions sessions;
  private final SessionSettings settings;

  public SignInEnd(
      Devices devices,
      Guesses guesses,
      Commands commands,
      Callers callers,
      Sessions sessions,
      SessionSettings settings) {
    this.devices = devices;
    this.guesses = guesses;
    this.commands = commands;
    this.callers = callers;
    this.sessions = sessions;
    this.settings = settings;
  }

  /** Starts the session, and remembers a device that is new. */
  public SignInAnswer start(
      DoorCaller door,
      UserId user,
      Sha256 signIn,
      FirstFactorProof first,
      @Nullable SecondFactorProof second,
      @Nullable Sha256 device) {
    NewSession session = NewSession.random();
    send(
        door,
        new StartSession(
            user,
            signIn,
            session.id(),
            session.tokenHash(),
            first,
            second,
            settings.lifetime(),
            settings.idleTimeout(),
            device == null));
    return SignInAnswer.complete(sessions.answer(door, session), remember(user, session, device));
  }

  /** It has ended since its first factor was verified, which was this one. */
  public Rejected endedMeanwhile(DoorCaller door, UserId user, Factor first) {
    guesses.tooLate(door, user, first, SignInRefusal.SIGN_IN_NOT_OPEN);
    return notOpen();
  }

  static Rejected notOpen() {
    return new Rejected(
        Reason.SIGN_IN_NOT_OPEN, "This sign-in is finished, too old, or was ended: start again");
  }

  private void send(DoorCaller door, StartSession start) {
    try {
      commands.send(start, callers.signingIn(door, start.userId()));
    } catch (Rejected refused) {
      SignInRefusal tooLate = TOO_LATE.get(refused.reason());
      if (tooLate != null) {
        SecondFactorProof second = start.second();
        Factor last = second == null ? start.first().factor() : second.factor();
        guesses.tooLate(door, start.userId(), last, tooLate);
      }
      throw refused;
    }
  }

  private @Nullable String remember(UserId user, NewSession session, @Nullable Sha256 device) {
    if (device == null) {
      return devices.remember(user, () -> sessions.isLive(session)).orElse(null);
    }
    devices.used(device);
    return null;
  }
}
