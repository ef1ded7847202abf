package com.keeptrusts.security.command.user;

import static com.keeptrusts.security.command.user.TestUsers.ANNA;
import static com.keeptrusts.security.command.user.TestUsers.NOW;

import com.keeptrusts.security.event.EndCause;
import com.keeptrusts.security.event.Factor;
import com.keeptrusts.security.event.PasswordRevision;
import com.keeptrusts.security.event.SessionEnded;
import com.keeptrusts.security.event.SessionId;
import com.keeptrusts.security.event.SessionStarted;
import com.keeptrusts.security.event.Sha256;
import com.keeptrusts.security.event.TotpStep;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Anna's sessions, by number. */
final class TestSessions {

  static final Duration ONE_DAY = Duration.ofDays(1);
  static final Duration ONE_HOUR = Duration.ofHours(1);
  static final Instant TOMORROW = NOW.plus(ONE_DAY);

  private TestSessions() {}

  static SessionId id(int number) {
    return SessionId.of(TestUsers.id(1000 + number));
  }

  static Sha256 token(int number) {
    return Sha256.ofToken("session " + number);
  }

  static StartSession start(int number, PasswordRevision verified) {
    return start(number, verified, null);
  }

  static StartSession start(
      int number, PasswordRevision verified, @Nullable SecondFactorProof second) {
    return new StartSession(
        ANNA,
        Sha256.ofToken("sign-in " + number),
        id(number),
        token(number),
        verified,
        second,
        ONE_DAY,
        ONE_HOUR,
        true);
  }

  static RotatePassword rotate(
      PasswordRevision verified, PasswordRevision next, @Nullable SecondFactorProof second) {
    return new RotatePassword(
        ANNA, verified, next, second, id(1), id(9), token(9), ONE_DAY, ONE_HOUR);
  }

  static SessionStarted session(int number) {
    return session(number, List.of(Factor.PASSWORD), null);
  }

  static SessionStarted session(int number, List<Factor> factors, @Nullable TotpStep step) {
    return new SessionStarted(
        ANNA, id(number), token(number), factors, false, step, TOMORROW, ONE_HOUR, true);
  }

  static SessionStarted multiFactorSession(int number, TotpStep step) {
    return session(number, List.of(Factor.PASSWORD, Factor.TOTP), step);
  }

  static SessionStarted gatedSession(int number) {
    return new SessionStarted(
        ANNA,
        id(number),
        token(number),
        List.of(Factor.PASSWORD),
        true,
        null,
        TOMORROW,
        ONE_HOUR,
        true);
  }

  static SessionEnded ended(int number, EndCause cause) {
    return new SessionEnded(ANNA, id(number), cause, NOW);
  }
}
