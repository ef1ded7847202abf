package com.keeptrusts.security.command.bus;

import com.keeptrusts.security.event.Origin;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.springframework.stereotype.Component;

/**
 * Gives every event its command's origin and instant, and nothing else of the command's metadata.
 */
@Component
public final class OriginOfCommand implements CorrelationDataProvider {

  private static final List<String> KEYS =
      List.of(
          Origin.ACTOR,
          Origin.VIA,
          Origin.SESSION,
          Origin.ADDRESS,
          Origin.AGENT,
          Origin.CLIENT_ADDRESS,
          Origin.CORRELATION,
          Origin.IDEMPOTENCY_KEY,
          Origin.AT);

  @Override
  public Map<String, ?> correlationDataFor(Message<?> message) {
    Map<String, Object> origin = new HashMap<>();
    for (String key : KEYS) {
      Object value = message.getMetaData().get(key);
      if (value != null) {
        origin.put(key, value);
      }
    }
    return origin;
  }
}
