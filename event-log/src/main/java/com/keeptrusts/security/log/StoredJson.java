package com.keeptrusts.security.log;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.keeptrusts.security.event.Origin;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateScopeDescriptor;
import org.axonframework.serialization.SerializationException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * How stored JSON looks: the fields in the order of the record and nothing that is computed, no
 * nulls, instants and durations in ISO 8601.
 */
final class StoredJson {

  private StoredJson() {}

  static void define(JsonMapper.Builder json) {
    json.changeDefaultVisibility(
            visible ->
                visible
                    .withFieldVisibility(Visibility.ANY)
                    .withGetterVisibility(Visibility.NONE)
                    .withIsGetterVisibility(Visibility.NONE))
        .changeDefaultPropertyInclusion(include -> include.withValueInclusion(Include.NON_NULL))
        .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
        // Else a final collection of an aggregate is written to its snapshot and never read again.
        .enable(MapperFeature.ALLOW_FINAL_FIELDS_AS_MUTATORS)
        .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .addModule(
            new SimpleModule("stored-json")
                .addSerializer(MetaData.class, new MetadataWriter())
                .addDeserializer(MetaData.class, new MetadataReader())
                .addSerializer(AggregateScopeDescriptor.class, new ScopeWriter())
                .addSerializer(ReplayToken.class, new ReplayTokenWriter())
                .addDeserializer(ReplayToken.class, new ReplayTokenReader()));
  }

  /** Texts, numbers, truth values and instants; anything else would need a class to be read. */
  private static final class MetadataWriter extends ValueSerializer<MetaData> {

    @Override
    public void serialize(MetaData metadata, JsonGenerator json, SerializationContext context) {
      json.writeStartObject();
      for (Map.Entry<String, Object> entry : new TreeMap<>(metadata).entrySet()) {
        write(entry.getKey(), entry.getValue(), json);
      }
      json.writeEndObject();
    }

    private static void write(String key, @Nullable Object value, JsonGenerator json) {
      if (value instanceof String || value instanceof Instant) {
        json.writeStringProperty(key, value.toString());
      } else if (value instanceof Integer || value instanceof Long) {
        json.writeNumberProperty(key, ((Number) value).longValue());
      } else if (value instanceof Boolean truth) {
        json.writeBooleanProperty(key, truth);
      } else if (value != null) {
        throw new SerializationException(
            "Metadata holds texts, numbers and instants; " + key + " is a " + value.getClass());
      }
    }
  }

  private static final class MetadataReader extends ValueDeserializer<MetaData> {

    @Override
    public MetaData deserialize(JsonParser parser, DeserializationContext context) {
      Map<String, Object> metadata = new TreeMap<>();
      JsonNode json = context.readTree(parser);
      json.properties().forEach(entry -> read(entry.getKey(), entry.getValue(), metadata));
      return MetaData.from(metadata);
    }

    private static void read(String key, JsonNode value, Map<String, Object> metadata) {
      if (value.isString()) {
        String text = value.stringValue();
        metadata.put(key, key.equals(Origin.AT) ? Instant.parse(text) : text);
      } else if (value.isIntegralNumber()) {
        metadata.put(key, value.longValue());
      } else if (value.isBoolean()) {
        metadata.put(key, value.booleanValue());
      } else if (!value.isNull()) {
        throw new SerializationException("Metadata " + key + " has an unknown form");
      }
    }
  }

  /** Its identifier is not in its field before somebody asks for it. */
  private static final class ScopeWriter extends ValueSerializer<AggregateScopeDescriptor> {

    @Override
    public void serialize(
        AggregateScopeDescriptor scope, JsonGenerator json, SerializationContext context) {
      json.writeStartObject();
      json.writeStringProperty("type", scope.getType());
      json.writeStringProperty("identifier", scope.getIdentifier().toString());
      json.writeEndObject();
    }
  }

  /** Axon's own form names classes; two numbers say the same. */
  private static final class ReplayTokenWriter extends ValueSerializer<ReplayToken> {

    @Override
    public void serialize(ReplayToken token, JsonGenerator json, SerializationContext context) {
      if (token.context() != null) {
        throw new SerializationException("A replay's context is not stored");
      }
      json.writeStartObject();
      json.writeNumberProperty("until", numberOf(token.getTokenAtReset()).orElseThrow());
      numberOf(token.getCurrentToken()).ifPresent(at -> json.writeNumberProperty("number", at));
      json.writeEndObject();
    }

    private static OptionalLong numberOf(@Nullable TrackingToken token) {
      if (token == null) {
        return OptionalLong.empty();
      }
      if (token instanceof SequenceToken sequence) {
        return OptionalLong.of(sequence.number());
      }
      throw new SerializationException("Not a token of the sequence: " + token);
    }
  }

  private static final class ReplayTokenReader extends ValueDeserializer<ReplayToken> {

    @Override
    public ReplayToken deserialize(JsonParser parser, DeserializationContext context) {
      JsonNode json = context.readTree(parser);
      SequenceToken until = new SequenceToken(json.required("until").longValue());
      JsonNode number = json.get("number");
      SequenceToken current = number == null ? null : new SequenceToken(number.longValue());
      return (ReplayToken) ReplayToken.createReplayToken(until, current);
    }
  }
}
