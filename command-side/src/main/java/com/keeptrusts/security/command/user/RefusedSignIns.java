package com.keeptrusts.security.command.user;

import com.keeptrusts.security.command.attempt.ThrottledRecords;
import com.keeptrusts.security.event.SignInRefused;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.eventhandling.GenericEventMessage;

/** Records refusals on their own, outside of every account and of what they refused. */
public class RefusedSignIns {

  private final EventBus events;
  private final ThrottledRecords throttledRecords;

  public RefusedSignIns(EventBus events, ThrottledRecords throttledRecords) {
    this.events = events;
    this.throttledRecords = throttledRecords;
  }

  @CommandHandler
  void handle(RecordSignInRefusal command) {
    publish(command.refusal());
  }

  /** They are taken away in this command's own transaction, so each is told exactly once. */
  @CommandHandler
  void handle(RecordThrottledRefusals command) {
    throttledRecords.takeLeftovers(command.atMost()).forEach(left -> publish(left.refusal()));
  }

  private void publish(SignInRefused refusal) {
    events.publish(GenericEventMessage.asEventMessage(refusal));
  }
}
