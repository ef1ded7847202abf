package com.keeptrusts.security.command.bus;

import com.keeptrusts.security.command.attempt.SignInsInProgress;
import com.keeptrusts.security.command.authority.Caller;
import com.keeptrusts.security.command.authority.Command;
import com.keeptrusts.security.command.authority.OrgLock;
import com.keeptrusts.security.command.authority.Standing;
import com.keeptrusts.security.command.authority.ThroughSignIn;
import com.keeptrusts.security.enforcement.AuthorityRows;
import com.keeptrusts.security.enforcement.DecisionRules;
import com.keeptrusts.security.enforcement.LockedRows;
import com.keeptrusts.security.enforcement.OrgAddressRules;
import com.keeptrusts.security.event.ClientAddress;
import com.keeptrusts.security.event.Origin;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.event.UserId;
import java.time.Instant;
import java.util.Map;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * The first step inside of a command's transaction: locks the rows that authority is decided from,
 * takes the database's instant, and decides who is asking, whatever the door thought. Only then is
 * a repeated request answered as before, or the aggregate loaded. In doubt, no. Not a bean: Axon
 * would put every such bean on the bus a second time.
 */
public final class AuthorityInterceptor implements MessageHandlerInterceptor<CommandMessage<?>> {

  /** The name under which a command's metadata carries its caller; never part of an event. */
  static final String CALLER = "caller";

  private final AuthorityRows rows;
  private final OrgAddressRules addressRules;
  private final SignInsInProgress signIns;
  private final SubjectRevisions revisions;

  public AuthorityInterceptor(
      AuthorityRows rows,
      OrgAddressRules addressRules,
      SignInsInProgress signIns,
      SubjectRevisions revisions) {
    this.rows = rows;
    this.addressRules = addressRules;
    this.signIns = signIns;
    this.revisions = revisions;
  }

  @Override
  public @Nullable Object handle(
      UnitOfWork<? extends CommandMessage<?>> unit, InterceptorChain chain) throws Exception {
    Command command = (Command) unit.getMessage().getPayload();
    Caller caller = require(unit, CALLER, Caller.class);
    Receipt receipt = require(unit, Receipt.KEY, Receipt.class);
    UserId target = Authority.target(command);
    LockedRows locked =
        rows.lock(
            Authority.org(command),
            Authority.demands(command).org() == OrgLock.EXCLUSIVE,
            target,
            caller.sessionTokenHash(),
            caller.client());
    Standing standing = Authority.of(command, caller, locked, addressRules).decide();
    Claim claim = claim(unit);
    if (claim != null) {
      claim.take();
    }
    if (command instanceof ThroughSignIn through) {
      requireOpen(through, target);
      requireAddress(caller, target, locked.now());
    }
    unit.transformMessage(
        message -> message.andMetaData(Map.of(Origin.AT, locked.now(), Standing.KEY, standing)));
    Object result = chain.proceed();
    unit.onCommit(
        committing ->
            revisions
                .of(command, committing)
                .ifPresent(
                    reached -> {
                      receipt.write(reached);
                      if (claim != null) {
                        claim.answer(reached);
                      }
                    }));
    return result;
  }

  private static @Nullable Claim claim(UnitOfWork<?> unit) {
    return (Claim) unit.getMessage().getMetaData().get(Claim.KEY);
  }

  /** SIGN-6: it is finished once, and only by its own user. */
  private void requireOpen(ThroughSignIn command, @Nullable UserId target) {
    if (signIns
        .consume(command.signIn())
        .filter(open -> target != null && target.equals(open.user()))
        .isEmpty()) {
      throw new Rejected(
          Reason.SIGN_IN_NOT_OPEN, "This sign-in is finished, too old, or was ended: start again");
    }
  }

  /** IP-7: in somewhere, unless every org of the user keeps this address out. */
  private void requireAddress(Caller caller, @Nullable UserId target, Instant now) {
    ClientAddress address = caller.address();
    if (target == null || address == null) {
      throw new IllegalStateException("Who signs in is somebody, and comes from somewhere");
    }
    if (DecisionRules.deniedEverywhere(rows.activeOrgs(target), address, now, addressRules::of)) {
      throw new Rejected(
          Reason.ADDRESS_DENIED, "The address rules of your org do not let this address in");
    }
  }

  private static <T> T require(UnitOfWork<?> unit, String key, Class<T> type) {
    Object value = unit.getMessage().getMetaData().get(key);
    if (!type.isInstance(value)) {
      throw new IllegalStateException("Commands are sent through `Commands` alone");
    }
    return type.cast(value);
  }
}
