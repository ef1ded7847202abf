package com.keeptrusts.security.command.user;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.keeptrusts.security.event.Authenticator;
import com.keeptrusts.security.event.AuthenticatorDisabled;
import com.keeptrusts.security.event.AuthenticatorEnabled;
import com.keeptrusts.security.event.UserId;
import java.util.EnumSet;
import java.util.Set;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;

/**
 * What too many wrong guesses disabled, told apart for those who came from a device or a session of
 * the user and those who came without (rule SIGN-5). Whether an attempt is still verified is
 * decided where attempts are counted, not here; so the operator's enabling is a fact even where
 * nothing is known of a disabling, since it sets the counters back.
 */
@JsonAutoDetect(
    fieldVisibility = Visibility.ANY,
    getterVisibility = Visibility.NONE,
    isGetterVisibility = Visibility.NONE)
class DisabledAuthenticators {

  private Set<Authenticator> withoutDevice = EnumSet.noneOf(Authenticator.class);
  private Set<Authenticator> byDevice = EnumSet.noneOf(Authenticator.class);

  @CommandHandler
  void handle(DisableAuthenticator command) {
    if (command.byDevice() || !withoutDevice.contains(command.authenticator())) {
      apply(
          new AuthenticatorDisabled(
              command.userId(), command.authenticator(), command.byDevice(), command.failures()));
    }
  }

  @CommandHandler
  void handle(EnableAuthenticator command) {
    apply(new AuthenticatorEnabled(command.userId(), command.authenticator()));
  }

  /** Enables what is disabled, with a fact that sets the counters back by itself. */
  void enable(UserId userId, Authenticator authenticator) {
    if (withoutDevice.contains(authenticator) || byDevice.contains(authenticator)) {
      apply(new AuthenticatorEnabled(userId, authenticator));
    }
  }

  /** All of them. */
  void enableAll(UserId userId) {
    for (Authenticator authenticator : Authenticator.values()) {
      enable(userId, authenticator);
    }
  }

  @EventSourcingHandler
  void on(AuthenticatorDisabled event) {
    (event.byDevice() ? byDevice : withoutDevice).add(event.authenticator());
  }

  @EventSourcingHandler
  void on(AuthenticatorEnabled event) {
    withoutDevice.remove(event.authenticator());
    byDevice.remove(event.authenticator());
  }
}
