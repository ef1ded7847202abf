package com.keeptrusts.security.query.audit;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The textual form of an entry's maps; an empty one is no text. */
final class Json {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

  private Json() {}

  static @Nullable String write(Map<String, Object> map) {
    return map.isEmpty() ? null : MAPPER.writeValueAsString(map);
  }

  static Map<String, Object> read(@Nullable String text) {
    return text == null ? Map.of() : MAPPER.readValue(text, MAP);
  }

  static boolean storable(Map<String, Object> map) {
    return Texts.storable(write(map));
  }
}
