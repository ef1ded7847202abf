package com.keeptrusts.security.command.sweep;

import com.keeptrusts.security.command.user.MfaGracePeriodTimer;
import com.keeptrusts.security.enforcement.AuthorityRows;
import com.keeptrusts.security.enforcement.LockedRows;
import com.keeptrusts.security.event.Origin;
import java.util.HashMap;
import java.util.Map;
import org.axonframework.deadline.DeadlineMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * The first step when a timer goes off, as with a command: locks the rows in the order of all
 * others, and takes the database's instant. It is the system that acts.
 */
final class TimerInterceptor implements MessageHandlerInterceptor<DeadlineMessage<?>> {

  private final AuthorityRows rows;

  TimerInterceptor(AuthorityRows rows) {
    this.rows = rows;
  }

  @Override
  public @Nullable Object handle(
      UnitOfWork<? extends DeadlineMessage<?>> unit, InterceptorChain chain) throws Exception {
    MfaGracePeriodTimer timer = (MfaGracePeriodTimer) unit.getMessage().getPayload();
    LockedRows locked = rows.lock(timer.orgId(), false, timer.userId(), null, null);
    Map<String, Object> metadata = new HashMap<>(Origin.system("timer").toMetadata());
    metadata.put(Origin.AT, locked.now());
    unit.transformMessage(message -> message.andMetaData(metadata));
    return chain.proceed();
  }
}
