package com.keeptrusts.security.log;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventUtils;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.UnknownSerializedType;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;

/**
 * The stored form of everything in the log: readable JSON under a {@linkplain StoredNames stored
 * name}, never a class name, so nothing that is read can choose a class. Unknown fields are left
 * out when reading; a component of a record is there unless it is {@code @Nullable}, when writing
 * and when reading. Whoever reads events reads them through the {@linkplain OlderRevisions same
 * upcasters}; what has an unknown name, or another revision even then, reads as {@link
 * UnknownSerializedType}. A class without a name cannot be written. For Axon's event, snapshot,
 * token and message serializers alike.
 */
public final class LogSerializer extends Jackson3Serializer {

  /** Never stored; Axon names metadata so between reading and using it. */
  private static final SerializedType METADATA =
      new SimpleSerializedType(MetaData.class.getName(), null);

  private final StoredNames names;
  private final EventUpcaster olderRevisions;

  public LogSerializer(StoredNames names) {
    this(names, OlderRevisions.CHAIN);
  }

  /** With upcasters of a test's own. */
  LogSerializer(StoredNames names, EventUpcaster olderRevisions) {
    super(builder().jsonMapperBuilderCustomizer(StoredJson::define));
    this.names = names;
    this.olderRevisions = olderRevisions;
  }

  StoredNames names() {
    return names;
  }

  EventUpcaster olderRevisions() {
    return olderRevisions;
  }

  /** Stored events as their handlers take them, each in the revision of today. */
  public Stream<TrackedEventMessage<?>> messages(Stream<NumberedEvent> stored) {
    return EventUtils.upcastAndDeserializeTrackedEvents(
            stored.map(NumberedEvent::data), this, olderRevisions)
        .map(event -> event);
  }

  @Override
  public <T> SerializedObject<T> serialize(Object object, Class<T> expectedRepresentation) {
    Completeness.require(object);
    SerializedObject<T> serialized = super.serialize(object, expectedRepresentation);
    if (serialized.getData() instanceof String text
        && !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new SerializationException("Text with half a surrogate pair cannot be stored");
    }
    return serialized;
  }

  @Override
  @SuppressWarnings("TypeParameterUnusedInFormals") // The signature is Axon's.
  public <S, T> T deserialize(SerializedObject<S> serializedObject) {
    T value = super.deserialize(serializedObject);
    Completeness.require(value);
    return value;
  }

  @Override
  @SuppressWarnings("rawtypes")
  public SerializedType typeForClass(Class type) {
    if (type == null || type == void.class || type == Void.class) {
      return SerializedType.emptyType();
    }
    if (type == MetaData.class) {
      return METADATA;
    }
    return names
        .typeOf(type)
        .orElseThrow(() -> new SerializationException("No stored name is listed for " + type));
  }

  @Override
  public Class<?> classForType(SerializedType type) {
    if (type.equals(SerializedType.emptyType())) {
      return Void.class;
    }
    if (type.getName().equals(METADATA.getName())) {
      return MetaData.class;
    }
    return names.classOf(type).orElse(UnknownSerializedType.class);
  }
}
