package com.keeptrusts.security.web;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.transport.ReceiverContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.propagation.Propagator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.observation.ServerRequestObservationContext;

/**
 * What spans tell: route templates, names of commands, outcomes, kinds of exceptions. Never the
 * address of a request, which holds ids, and never the message of an exception, which may. In place
 * of Spring Boot's handlers, which write both down.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(TracesWhenWanted.Wanted.class)
class DoorTraces {

  @Bean
  DefaultServerRequestObservationConvention withoutAddress() {
    return new WithoutAddress();
  }

  @Bean
  @Order(1000)
  ReceivedWithoutMessage receivedWithoutMessage(Tracer tracer, Propagator propagator) {
    return new ReceivedWithoutMessage(tracer, propagator);
  }

  /** After those that know more of what they observe. */
  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE - 1000)
  WithoutMessage withoutMessage(Tracer tracer) {
    return new WithoutMessage(tracer);
  }

  private static final class WithoutAddress extends DefaultServerRequestObservationConvention {

    @Override
    public KeyValues getHighCardinalityKeyValues(ServerRequestObservationContext context) {
      return KeyValues.empty();
    }
  }

  /** What somebody else's request began. */
  static final class ReceivedWithoutMessage
      extends PropagatingReceiverTracingObservationHandler<ReceiverContext<?>> {

    ReceivedWithoutMessage(Tracer tracer, Propagator propagator) {
      super(tracer, propagator);
    }

    @Override
    public void onError(ReceiverContext<?> context) {
      // Its kind is among the tags.
    }
  }

  static final class WithoutMessage extends DefaultTracingObservationHandler {

    WithoutMessage(Tracer tracer) {
      super(tracer);
    }

    @Override
    public void onError(Observation.Context context) {
      // What became of it is among the tags.
    }
  }
}
