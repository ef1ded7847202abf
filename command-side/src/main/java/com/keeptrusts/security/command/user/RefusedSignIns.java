package com.keeptrusts.security.command.user;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.eventhandling.GenericEventMessage;

/** Records refusals on their own, outside of every account and of what they refused. */
public class RefusedSignIns {

  private final EventBus events;

  public RefusedSignIns(EventBus events) {
    this.events = events;
  }

  @CommandHandler
  void handle(RecordSignInRefusal command) {
    events.publish(GenericEventMessage.asEventMessage(command.refusal()));
  }
}
