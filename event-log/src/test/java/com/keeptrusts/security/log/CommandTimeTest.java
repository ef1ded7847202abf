package com.keeptrusts.security.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.keeptrusts.security.event.Origin;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CommandTimeTest {

  private static final Instant AT = Instant.parse("2026-04-01T09:30:00.250Z");

  private final Clock before = GenericEventMessage.clock;
  private final CommandTime time = new CommandTime();

  @AfterEach
  void putBack() {
    GenericEventMessage.clock = before;
  }

  @Test
  void an_event_is_stamped_with_the_instant_of_its_command() {
    time.install();

    handling(
        Map.of(Origin.AT, AT),
        () ->
            assertThat(GenericEventMessage.asEventMessage("happened").getTimestamp())
                .isEqualTo(AT));
  }

  @Test
  void a_nested_unit_of_work_has_the_instant_of_the_outer_one() {
    handling(
        Map.of(Origin.AT, AT),
        () -> handling(Map.of(), () -> assertThat(time.instant()).isEqualTo(AT)));
  }

  @Test
  void outside_of_a_unit_of_work_there_is_no_time() {
    time.install();

    assertThatThrownBy(() -> GenericEventMessage.asEventMessage("happened"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("There is no time here");
  }

  @Test
  void a_message_without_the_instant_gives_none_and_a_text_is_no_instant() {
    handling(
        Map.of(Origin.AT, AT.toString()),
        () -> assertThatThrownBy(time::instant).isInstanceOf(IllegalStateException.class));
  }

  @Test
  void what_runs_later_has_the_instant_of_the_command_that_started_it_and_then_none() {
    List<Runnable> later = new ArrayList<>();
    List<Instant> seen = new ArrayList<>();
    handling(
        Map.of(Origin.AT, AT),
        () -> time.carriedTo(later::add).execute(() -> seen.add(time.instant())));

    later.forEach(Runnable::run);

    assertThat(seen).containsExactly(AT);
    assertThatThrownBy(time::instant).isInstanceOf(IllegalStateException.class);
  }

  private static void handling(Map<String, ?> metadata, Runnable handler) {
    UnitOfWork<?> unit = DefaultUnitOfWork.startAndGet(new GenericMessage<>("command", metadata));
    unit.execute(handler);
  }
}
