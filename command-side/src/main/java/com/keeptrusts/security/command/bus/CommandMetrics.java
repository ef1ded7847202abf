package com.keeptrusts.security.command.bus;

import com.keeptrusts.security.command.authority.Command;
import com.keeptrusts.security.event.Deferred;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** How long commands take, from the queue to the commit, what became of them, and lost races. */
@Component
public final class CommandMetrics {

  private final MeterRegistry meters;
  private final MeterProvider<Timer> commands;
  private final Map<LostRace.Over, Counter> retries = new EnumMap<>(LostRace.Over.class);

  public CommandMetrics(MeterRegistry meters) {
    this.meters = meters;
    this.commands =
        Timer.builder("keeptrusts.commands")
            .description("Commands, from the queue of their subject to the commit")
            .withRegistry(meters);
    for (LostRace.Over over : LostRace.Over.values()) {
      retries.put(
          over,
          Counter.builder("keeptrusts.command.retries")
              .description("Tries of a command that lost a race and were run again")
              .tag("cause", over.name().toLowerCase(Locale.ROOT))
              .register(meters));
    }
  }

  private enum Outcome {
    DONE,
    REPEATED,
    REFUSED,
    DEFERRED,
    CONFLICT,
    FAILED;

    static Outcome of(Rejected refusal) {
      if (refusal instanceof Deferred) {
        return DEFERRED;
      }
      return refusal.reason() == Reason.CONFLICT ? CONFLICT : REFUSED;
    }
  }

  <T> T timed(Command command, Supplier<T> sending) {
    Timer.Sample sample = Timer.start(meters);
    Outcome outcome = Outcome.FAILED;
    try {
      T result = sending.get();
      outcome = Outcome.DONE;
      return result;
    } catch (AnsweredBefore repeated) {
      outcome = Outcome.REPEATED;
      throw repeated;
    } catch (Rejected refusal) {
      outcome = Outcome.of(refusal);
      throw refusal;
    } finally {
      sample.stop(
          commands.withTags(
              "command",
              command.getClass().getSimpleName(),
              "outcome",
              outcome.name().toLowerCase(Locale.ROOT)));
    }
  }

  void runsAgain(LostRace lost) {
    Counter counter = retries.get(lost.over());
    if (counter != null) {
      counter.increment();
    }
  }
}
