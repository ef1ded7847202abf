package com.keeptrusts.security.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.event.EventName;
import com.keeptrusts.security.event.MfaDisabled;
import com.keeptrusts.security.event.SecurityEvent;
import com.keeptrusts.security.event.SecurityEvents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.axonframework.serialization.Revision;
import org.axonframework.serialization.SerializedObject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class StoredSamplesTest {

  private static final LogSerializer SERIALIZER = new LogSerializer(StoredNames.events());

  static List<Class<?>> events() {
    return List.copyOf(SecurityEvents.ALL);
  }

  static List<Path> samples() {
    URL folder = Objects.requireNonNull(StoredSamplesTest.class.getResource("/events"));
    try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("events")
  @Tag("AUD-1")
  void every_event_has_a_sample_of_the_revision_that_is_written_now(Class<?> event) {
    assertThat(StoredSamplesTest.class.getResource("/events/" + fileOf(event))).isNotNull();
  }

  @ParameterizedTest
  @MethodSource("samples")
  @Tag("AUD-1")
  void every_sample_ever_stored_is_readable_and_written_back_as_its_revision_of_today_says(
      Path sample) throws IOException {
    String file = sample.getFileName().toString();
    String name = file.substring(0, file.lastIndexOf('.', file.length() - ".json".length() - 1));
    String revision = file.substring(name.length() + 1, file.length() - ".json".length());
    String json = Files.readString(sample);

    Object event = read(name, revision, json);
    SerializedObject<String> again = SERIALIZER.serialize(event, String.class);

    assertThat(SecurityEvents.ALL).contains(eventClass(event));
    assertThat(again.getType().getName()).isEqualTo(name);
    assertThat(Integer.parseInt(again.getType().getRevision()))
        .isGreaterThanOrEqualTo(Integer.parseInt(revision));
    if (again.getType().getRevision().equals(revision)) {
      assertThat(again.getData()).isEqualTo(compact(json));
    }
  }

  /** As aggregates, streams and rebuilds read it: through the upcasters. */
  private static Object read(String name, String revision, String json) {
    NumberedEvent stored =
        new NumberedEvent(
            1, "an-event", null, "an-event", 0, name, revision, Instant.EPOCH, json, "{}");
    return SERIALIZER.messages(Stream.of(stored)).findFirst().orElseThrow().getPayload();
  }

  @Test
  @Tag("LOG-4")
  void what_was_stored_before_there_was_sso_says_nothing_of_it() throws IOException {
    for (String name : List.of("user.session-started", "user.session-reauthenticated")) {
      try (var sample =
          StoredSamplesTest.class.getResourceAsStream("/events/" + name + ".1.json")) {
        String json = new String(sample.readAllBytes(), StandardCharsets.UTF_8);
        String today = SERIALIZER.serialize(read(name, "1", json), String.class).getData();
        assertThat(today).isEqualTo(compact(json)).doesNotContain("sso");
      }
    }
  }

  @Test
  @Tag("LOG-4")
  void whoever_turned_mfa_off_before_there_were_passkeys_had_no_other_method() throws IOException {
    try (var sample =
        StoredSamplesTest.class.getResourceAsStream("/events/user.mfa-disabled.1.json")) {
      String json = new String(sample.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(read("user.mfa-disabled", "1", json))
          .isInstanceOfSatisfying(
              MfaDisabled.class, event -> assertThat(event.methodsRemain()).isFalse());
    }
  }

  @SuppressWarnings("unchecked")
  private static Class<? extends SecurityEvent> eventClass(Object event) {
    return (Class<? extends SecurityEvent>) event.getClass();
  }

  @Test
  void a_sample_shows_every_field_of_its_event() throws IOException {
    for (Class<?> event : events()) {
      try (var sample = StoredSamplesTest.class.getResourceAsStream("/events/" + fileOf(event))) {
        JsonNode json = SERIALIZER.getObjectMapper().readTree(sample);

        assertThat(json.propertyNames())
            .containsExactlyElementsOf(
                Stream.of(event.getRecordComponents()).map(c -> c.getName()).toList());
      }
    }
  }

  private static String fileOf(Class<?> event) {
    return event.getAnnotation(EventName.class).value()
        + "."
        + event.getAnnotation(Revision.class).value()
        + ".json";
  }

  private static String compact(String json) {
    return SERIALIZER.getObjectMapper().readTree(json).toString();
  }
}
