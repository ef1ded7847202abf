package com.keeptrusts.security.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.event.EventName;
import com.keeptrusts.security.event.SecurityEvent;
import com.keeptrusts.security.event.SecurityEvents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.axonframework.serialization.Revision;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SimpleSerializedObject;
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
  void every_sample_ever_stored_is_readable_and_written_back_the_same(Path sample)
      throws IOException {
    String file = sample.getFileName().toString();
    String name = file.substring(0, file.lastIndexOf('.', file.length() - ".json".length() - 1));
    String revision = file.substring(name.length() + 1, file.length() - ".json".length());
    String json = Files.readString(sample);

    Object event =
        SERIALIZER.deserialize(new SimpleSerializedObject<>(json, String.class, name, revision));
    SerializedObject<String> again = SERIALIZER.serialize(event, String.class);

    assertThat(SecurityEvents.ALL).contains(eventClass(event));
    assertThat(again.getType().getName()).isEqualTo(name);
    assertThat(again.getType().getRevision()).isEqualTo(revision);
    assertThat(again.getData()).isEqualTo(compact(json));
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
