package com.keeptrusts.security.command.attempt;

import com.keeptrusts.security.event.Authenticator;
import com.keeptrusts.security.event.Factor;
import com.keeptrusts.security.event.SignInRefusal;
import com.keeptrusts.security.event.SignInRefused;
import com.keeptrusts.security.event.UserId;
import org.jspecify.annotations.Nullable;

/** {@code count} refusals that were throttled and are not recorded yet. */
public record ThrottledRefusals(
    Authenticator authenticator, SubjectHash subject, @Nullable UserId user, int count) {

  /** All of them as one record; of an unknown user, the keyed hash of what was typed. */
  public SignInRefused refusal() {
    return new SignInRefused(
        user,
        user == null ? subject.value() : null,
        Factor.valueOf(authenticator.name()),
        SignInRefusal.THROTTLED,
        count);
  }
}
