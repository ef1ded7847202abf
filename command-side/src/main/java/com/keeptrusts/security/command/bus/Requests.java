package com.keeptrusts.security.command.bus;

import com.keeptrusts.security.command.authority.Caller;
import com.keeptrusts.security.command.authority.Command;
import com.keeptrusts.security.event.SubjectRevision;
import com.keeptrusts.security.web.DoorJson;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/**
 * Requests that create something. With an idempotency key one has one effect and one answer,
 * however often and however parallel it comes: its command, its key and its answer are one
 * transaction.
 */
@Component
public final class Requests {

  private final Commands commands;
  private final IdempotencyRows rows;
  private final DoorJson json;

  public Requests(Commands commands, IdempotencyRows rows, DoorJson json) {
    this.commands = commands;
    this.rows = rows;
    this.json = json;
  }

  /** Sends the request's one command and answers; a repeat changes nothing and is answered so. */
  public <A extends Answer<A>> A send(
      Command command, Caller caller, Class<A> type, Function<SubjectRevision, A> answer) {
    if (caller.request() == null) {
      return answer.apply(commands.send(command, caller));
    }
    Claim claim =
        new Claim(
            rows,
            IdempotencyKey.of(caller),
            caller.request(),
            reached -> json.mapper().writeValueAsString(answer.apply(reached).forRepeats()));
    try {
      return answer.apply(commands.send(command, caller, claim));
    } catch (AnsweredBefore repeated) {
      return json.mapper().readValue(repeated.answer(), type);
    }
  }
}
