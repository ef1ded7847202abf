package com.keeptrusts.security.log;

import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.upcasting.event.IntermediateEventRepresentation;
import org.axonframework.serialization.upcasting.event.SingleEventUpcaster;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The next revision has a field more, and there was nothing of the kind to tell whenever an event
 * was stored in this one: the field is absent, or says no. All else stays what it is.
 */
final class FieldAdded extends SingleEventUpcaster {

  private final SerializedType before;
  private final SimpleSerializedType after;
  private final @Nullable String flag;

  /** A field that may be absent. */
  FieldAdded(String name, int before) {
    this(name, before, null);
  }

  /** A truth value that was false. */
  FieldAdded(String name, int before, @Nullable String flag) {
    this.flag = flag;
    this.before = new SimpleSerializedType(name, Integer.toString(before));
    this.after = new SimpleSerializedType(name, Integer.toString(before + 1));
  }

  @Override
  protected boolean canUpcast(IntermediateEventRepresentation event) {
    return event.getType().equals(before);
  }

  @Override
  protected IntermediateEventRepresentation doUpcast(IntermediateEventRepresentation event) {
    return event.upcastPayload(
        after,
        JsonNode.class,
        payload -> flag == null ? payload : ((ObjectNode) payload).put(flag, false));
  }
}
