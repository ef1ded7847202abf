package com.keeptrusts.security.command.bus;

import com.keeptrusts.security.command.attempt.SubjectHash;
import com.keeptrusts.security.command.authority.Caller;
import com.keeptrusts.security.command.authority.Command;
import com.keeptrusts.security.command.authority.UserCommand;
import com.keeptrusts.security.enforcement.AuthorityRows;
import com.keeptrusts.security.enforcement.LockedRows;
import com.keeptrusts.security.enforcement.OrgAddressRules;
import com.keeptrusts.security.event.AddressRules;
import com.keeptrusts.security.event.SubjectRevision;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.web.DoorJson;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/**
 * Requests that create something. With an idempotency key one has one effect and one answer,
 * however often and however parallel it comes: its command, its key and its answer are one
 * transaction.
 */
@Component
public final class Requests {

  private final AuthorityRows authority;
  private final OrgAddressRules addressRules;
  private final Commands commands;
  private final IdempotencyRows rows;
  private final DoorJson json;

  public Requests(
      AuthorityRows authority,
      OrgAddressRules addressRules,
      Commands commands,
      IdempotencyRows rows,
      DoorJson json) {
    this.authority = authority;
    this.addressRules = addressRules;
    this.commands = commands;
    this.rows = rows;
    this.json = json;
  }

  /**
   * Before work that costs is done for the command: refuses who may not ask for it. It decides
   * nothing, since all of it may change until the command, which asks again.
   */
  public void requireAllowed(Command command, Caller caller) {
    LockedRows now =
        authority.look(
            Authority.org(command),
            Authority.target(command),
            caller.sessionTokenHash(),
            caller.client());
    Authority.of(command, caller, now, addressRules).decide();
  }

  /** The same, of a command about an account and no org that cannot be made yet. */
  public void requireAllowed(Class<? extends UserCommand> command, UserId target, Caller caller) {
    LockedRows now = authority.look(null, target, caller.sessionTokenHash(), caller.client());
    new Authority(Authority.demands(command), caller, now, null, target, AddressRules.NONE)
        .decide();
  }

  /** The same, and answers a repeat. */
  public <A extends Answer<A>> Optional<A> answeredBefore(
      Command command, Caller caller, Class<A> type) {
    requireAllowed(command, caller);
    SubjectHash request = caller.request();
    return request == null
        ? Optional.empty()
        : rows.find(IdempotencyKey.of(caller))
            .map(before -> json.mapper().readValue(Claim.require(before, request), type));
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
