package com.keeptrusts.security.command;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
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

  public static String write(Object aggregate) {
    return JSON.writeValueAsString(aggregate);
  }

  public static <T> T read(String json, Class<T> type) {
    return JSON.readValue(json, type);
  }
}
