package com.keeptrusts.security.web;

import java.util.function.Function;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.exc.ValueInstantiationException;

/** Reads a checked value from a JSON text, and from nothing else. */
final class FromText<T> extends StdScalarDeserializer<T> {

  private final Function<String, T> make;

  FromText(Class<T> type, Function<String, T> make) {
    super(type);
    this.make = make;
  }

  @Override
  public T deserialize(JsonParser parser, DeserializationContext context) {
    if (!parser.hasToken(JsonToken.VALUE_STRING)) {
      throw context.wrongTokenException(
          parser, handledType(), JsonToken.VALUE_STRING, "only a text will do");
    }
    try {
      return make.apply(parser.getString());
    } catch (IllegalArgumentException refused) {
      throw ValueInstantiationException.from(
          parser, "Refused", context.constructType(handledType()), refused);
    }
  }
}
