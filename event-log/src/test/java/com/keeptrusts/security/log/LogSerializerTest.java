package com.keeptrusts.security.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.keeptrusts.security.event.EventName;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.OrgRegistered;
import com.keeptrusts.security.event.Origin;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.TotpStep;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.ConfigToken;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.Revision;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.UnknownSerializedType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LogSerializerTest {

  private final LogSerializer serializer =
      new LogSerializer(StoredNames.events().with(StoredNames.USER, StandIn.User.class));

  /** What was stored before the class was renamed and moved. */
  static final class Before {
    @EventName("test.door-opened")
    @Revision("1")
    record DoorOpened(String door, @Nullable String by) {}
  }

  static final class After {
    @EventName("test.door-opened")
    @Revision("1")
    record EntranceOpened(String door, @Nullable String by) {}

    @EventName("test.door-opened")
    @Revision("2")
    record DoorOpenedWide(String door, int degrees) {}
  }

  @Test
  void a_class_that_was_renamed_still_reads_what_was_stored_before() {
    LogSerializer before = new LogSerializer(StoredNames.of(List.of(Before.DoorOpened.class)));
    LogSerializer after = new LogSerializer(StoredNames.of(List.of(After.EntranceOpened.class)));

    SerializedObject<String> stored =
        before.serialize(new Before.DoorOpened("front", null), String.class);

    assertThat(after.<String, Object>deserialize(stored))
        .isEqualTo(new After.EntranceOpened("front", null));
  }

  @Test
  void what_is_stored_names_no_class() {
    for (Object value :
        List.of(
            TestEvents.anOrg("Example"),
            new StandIn.User("active"),
            new SequenceToken(7),
            ReplayToken.createReplayToken(new SequenceToken(9), new SequenceToken(2)),
            new ConfigToken(Map.of("id", "1")),
            MetaData.with(Origin.AT, Instant.EPOCH))) {
      SerializedObject<String> stored = serializer.serialize(value, String.class);

      assertThat(stored.getData()).doesNotContain("keeptrusts", "axon", "java.", "@class");
      if (!(value instanceof MetaData)) {
        assertThat(stored.getType().getName()).matches("[a-z.-]+");
      }
    }
  }

  @Test
  void a_class_without_a_stored_name_cannot_be_written() {
    assertThatThrownBy(
            () -> serializer.serialize(new Before.DoorOpened("front", null), String.class))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("No stored name");
  }

  @Test
  void an_unknown_name_and_another_revision_read_as_unknown() {
    assertThat(read("test.never-listed", "1", "{}")).isInstanceOf(UnknownSerializedType.class);
    assertThat(read("org.registered", "2", "{}")).isInstanceOf(UnknownSerializedType.class);
  }

  @Test
  void a_class_name_in_the_place_of_a_stored_name_reads_as_unknown() {
    assertThat(read("java.util.ArrayList", null, "[]")).isInstanceOf(UnknownSerializedType.class);
    assertThat(read(OrgRegistered.class.getName(), "1", "{}"))
        .isInstanceOf(UnknownSerializedType.class);
  }

  @Test
  void a_field_that_this_version_does_not_know_is_left_out() {
    assertThat(
            read(
                "org.registered",
                "1",
                "{\"orgId\":\"%s\",\"name\":\"A\",\"later\":{\"x\":[1]}}"
                    .formatted("a3c1d9c4-0c36-4d5a-8f0b-5b7f5a0e2b02")))
        .isInstanceOf(OrgRegistered.class);
  }

  @Test
  void a_field_that_must_be_there_cannot_be_missing_or_null() {
    for (String json :
        List.of(
            "{\"orgId\":\"a3c1d9c4-0c36-4d5a-8f0b-5b7f5a0e2b02\"}",
            "{\"orgId\":\"a3c1d9c4-0c36-4d5a-8f0b-5b7f5a0e2b02\",\"name\":null}",
            "{\"name\":\"A\"}")) {
      assertThatThrownBy(() -> read("org.registered", "1", json))
          .isInstanceOf(SerializationException.class);
    }
  }

  @Test
  void a_number_that_must_be_there_cannot_be_missing() {
    LogSerializer wide = new LogSerializer(StoredNames.of(List.of(After.DoorOpenedWide.class)));

    assertThatThrownBy(
            () ->
                wide.deserialize(
                    new SimpleSerializedObject<>(
                        "{\"door\":\"front\"}", String.class, "test.door-opened", "2")))
        .isInstanceOf(SerializationException.class);
  }

  @Test
  void an_incomplete_event_is_not_written_either() {
    LogSerializer doors = new LogSerializer(StoredNames.of(List.of(Before.DoorOpened.class)));

    assertThatThrownBy(() -> doors.serialize(new Before.DoorOpened(nothing(), "me"), String.class))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("door");
  }

  @Test
  void half_a_surrogate_pair_is_refused_and_nul_and_other_planes_are_kept() {
    assertThatThrownBy(() -> serializer.serialize(TestEvents.anOrg("\ud83d"), String.class))
        .isInstanceOf(SerializationException.class);

    OrgRegistered odd = TestEvents.anOrg("nul \u0000 quote \" \ud83d\ude80");
    SerializedObject<String> stored = serializer.serialize(odd, String.class);
    assertThat(stored.getData()).doesNotContain("\u0000");
    assertThat(serializer.<String, Object>deserialize(stored)).isEqualTo(odd);
  }

  @Test
  void metadata_keeps_texts_numbers_and_the_instant() {
    MetaData metadata =
        MetaData.with(Origin.AT, Instant.parse("2026-04-01T09:30:00.250Z"))
            .and(Origin.ACTOR, "system")
            .and("count", 3L)
            .and("truth", true);

    SerializedObject<String> stored = serializer.serialize(metadata, String.class);

    assertThat(stored.getData())
        .isEqualTo(
            "{\"actor\":\"system\",\"at\":\"2026-04-01T09:30:00.250Z\",\"count\":3,\"truth\":true}");
    assertThat(serializer.<String, MetaData>deserialize(stored)).isEqualTo(metadata);
  }

  @Test
  void metadata_that_would_need_a_class_is_refused() {
    assertThatThrownBy(
            () -> serializer.serialize(MetaData.with("who", new StandIn.User("x")), String.class))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("who");
  }

  @Test
  void tokens_are_read_as_they_were_written() {
    for (TrackingToken token :
        List.of(
            new SequenceToken(7),
            ReplayToken.createReplayToken(new SequenceToken(9), new SequenceToken(2)),
            ReplayToken.createReplayToken(new SequenceToken(9)))) {
      assertThat(serializer.<String, Object>deserialize(serializer.serialize(token, String.class)))
          .isEqualTo(token);
    }
  }

  @Revision("1")
  static final class SomeAggregate {
    private final Map<OrgId, Role> memberships = new LinkedHashMap<>();
    private final Set<String> sessions = new LinkedHashSet<>();
    private @Nullable TotpStep lastStep;
    private boolean enabled;

    private SomeAggregate() {}
  }

  @Test
  void a_snapshot_keeps_every_field_of_an_aggregate_final_ones_too() {
    LogSerializer snapshots =
        new LogSerializer(StoredNames.events().with(StoredNames.USER, SomeAggregate.class));
    OrgId org = TestEvents.anOrg("Example").orgId();
    SomeAggregate aggregate = new SomeAggregate();
    aggregate.memberships.put(org, Role.ADMIN);
    aggregate.sessions.add("first");
    aggregate.lastStep = new TotpStep(7);
    aggregate.enabled = true;

    SerializedObject<String> stored = snapshots.serialize(aggregate, String.class);
    SomeAggregate read = snapshots.deserialize(stored);

    assertThat(stored.getType().getName()).isEqualTo("user");
    assertThat(read.memberships).isEqualTo(aggregate.memberships);
    assertThat(read.sessions).isEqualTo(aggregate.sessions);
    assertThat(read.lastStep).isEqualTo(aggregate.lastStep);
    assertThat(read.enabled).isTrue();
    assertThat(snapshots.serialize(read, String.class).getData()).isEqualTo(stored.getData());
  }

  private Object read(String name, @Nullable String revision, String json) {
    return serializer.deserialize(new SimpleSerializedObject<>(json, String.class, name, revision));
  }

  @SuppressWarnings("NullAway") // What reflection or a careless caller could pass.
  private static String nothing() {
    return null;
  }
}
