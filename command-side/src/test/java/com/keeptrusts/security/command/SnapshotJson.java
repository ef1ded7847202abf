package com.keeptrusts.security.command;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import java.io.IOException;
import java.io.InputStream;
import org.axonframework.serialization.Revision;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** An aggregate as JSON and back, by nothing but its fields and without any class name in it. */
public final class SnapshotJson {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .changeDefaultVisibility(
              visible ->
                  visible
                      .withVisibility(PropertyAccessor.ALL, Visibility.NONE)
                      .withFieldVisibility(Visibility.ANY)
                      .withCreatorVisibility(Visibility.DEFAULT))
          .build();

  private SnapshotJson() {}

  /** The sample that was kept for the revision that the aggregate's class has now. */
  public static JsonNode sample(String subject, Class<?> type) throws IOException {
    String revision = requireNonNull(type.getAnnotation(Revision.class)).value();
    String sample = "/snapshots/%s-%s.json".formatted(subject, revision);
    try (InputStream json =
        requireNonNull(SnapshotJson.class.getResourceAsStream(sample), sample)) {
      return JSON.readTree(json);
    }
  }

  public static JsonNode tree(Object aggregate) {
    return JSON.readTree(write(aggregate));
  }

  public static String write(Object aggregate) {
    return JSON.writeValueAsString(aggregate);
  }

  public static <T> T read(String json, Class<T> type) {
    return JSON.readValue(json, type);
  }
}
