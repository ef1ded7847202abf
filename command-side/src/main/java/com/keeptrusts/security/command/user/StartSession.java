package com.keeptrusts.security.command.user;

import com.keeptrusts.security.command.authority.Demand;
import com.keeptrusts.security.command.authority.Demands;
import com.keeptrusts.security.command.authority.ThroughSignIn;
import com.keeptrusts.security.command.authority.UserCommand;
import com.keeptrusts.security.event.PasswordRevision;
import com.keeptrusts.security.event.SessionId;
import com.keeptrusts.security.event.Sha256;
import com.keeptrusts.security.event.UserId;
import java.time.Duration;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Asks to finish a sign-in. It names what was verified; if that is no longer what is in force,
 * there is no session (rule SIGN-8).
 */
@Demands(Demand.SIGN_IN)
public record StartSession(
    @TargetAggregateIdentifier UserId userId,
    Sha256 signIn,
    SessionId session,
    Sha256 tokenHash,
    FirstFactorProof first,
    @Nullable SecondFactorProof second,
    Duration lifetime,
    Duration idleTimeout,
    boolean newDevice)
    implements UserCommand, ThroughSignIn {

  /** After a password. */
  public StartSession(
      UserId userId,
      Sha256 signIn,
      SessionId session,
      Sha256 tokenHash,
      PasswordRevision verified,
      @Nullable SecondFactorProof second,
      Duration lifetime,
      Duration idleTimeout,
      boolean newDevice) {
    this(
        userId,
        signIn,
        session,
        tokenHash,
        new PasswordProof(verified),
        second,
        lifetime,
        idleTimeout,
        newDevice);
  }
}
