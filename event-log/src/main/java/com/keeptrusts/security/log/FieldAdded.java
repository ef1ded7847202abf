package com.keeptrusts.security.log;

import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.upcasting.event.IntermediateEventRepresentation;
import org.axonframework.serialization.upcasting.event.SingleEventUpcaster;
import tools.jackson.databind.JsonNode;

/**
 * The next revision has a field more that may be absent, and was so whenever an event was stored in
 * this one: there was nothing of the kind to tell. The payload stays what it is.
 */
final class FieldAdded extends SingleEventUpcaster {

  private final SerializedType before;
  private final SimpleSerializedType after;

  FieldAdded(String name, int before) {
    this.before = new SimpleSerializedType(name, Integer.toString(before));
    this.after = new SimpleSerializedType(name, Integer.toString(before + 1));
  }

  @Override
  protected boolean canUpcast(IntermediateEventRepresentation event) {
    return event.getType().equals(before);
  }

  @Override
  protected IntermediateEventRepresentation doUpcast(IntermediateEventRepresentation event) {
    return event.upcastPayload(after, JsonNode.class, payload -> payload);
  }
}
