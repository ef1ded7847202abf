package com.keeptrusts.security.command.bus;

import com.keeptrusts.security.command.authority.Command;
import com.keeptrusts.security.event.Deferred;
import com.keeptrusts.security.event.Reason;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.event.SubjectRevision;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** How long commands take, from the queue to the commit, what became of them, and lost races. */
@Component
public final class CommandMetrics {

  private static final String COMMANDS = "keeptrusts.commands";

  private final ObservationRegistry observations;
  private final Map<LostRace.Over, Counter> retries = new EnumMap<>(LostRace.Over.class);

  public CommandMetrics(MeterRegistry meters, ObservationRegistry observations) {
    this.observations = observations;
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

  /** A timer, and a span if there are traces. */
  SubjectRevision timed(Command command, Supplier<SubjectRevision> sending) {
    String name = command.getClass().getSimpleName();
    Observation observed =
        Observation.createNotStarted(COMMANDS, observations)
            .contextualName(name)
            .lowCardinalityKeyValue("command", name)
            .start();
    Outcome outcome = Outcome.FAILED;
    try {
      SubjectRevision result = observed.scoped(sending);
      outcome = Outcome.DONE;
      return result;
    } catch (AnsweredBefore repeated) {
      outcome = Outcome.REPEATED;
      throw repeated;
    } catch (Rejected refusal) {
      outcome = Outcome.of(refusal);
      throw refusal;
    } finally {
      observed.lowCardinalityKeyValue("outcome", outcome.name().toLowerCase(Locale.ROOT)).stop();
    }
  }

  void runsAgain(LostRace lost) {
    Counter counter = retries.get(lost.over());
    if (counter != null) {
      counter.increment();
    }
  }
}
