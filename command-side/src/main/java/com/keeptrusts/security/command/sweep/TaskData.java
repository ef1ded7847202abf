package com.keeptrusts.security.command.sweep;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is stored with a task: nothing with a sweep; with a timer JSON of texts, so that nothing of
 * Java's own form, and no class but the one that the task is declared with, is ever stored or read.
 */
final class TaskData implements Serializer {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .changeDefaultVisibility(
              visible ->
                  visible
                      .withFieldVisibility(Visibility.ANY)
                      .withGetterVisibility(Visibility.NONE)
                      .withIsGetterVisibility(Visibility.NONE)
                      .withCreatorVisibility(Visibility.ANY))
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .build();

  @Override
  public byte @Nullable [] serialize(@Nullable Object data) {
    return data == null ? null : JSON.writeValueAsString(data).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public <T> @Nullable T deserialize(Class<T> type, byte @Nullable [] stored) {
    return stored == null ? null : JSON.readValue(stored, type);
  }
}
