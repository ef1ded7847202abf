package com.keeptrusts.security.web;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Nullness;

/** Describes as required what {@link NonNullComponents} requires. */
final class RequiredComponents implements ModelConverter {

  private static final String REFERENCE = "#/components/schemas/";

  @Override
  public @Nullable Schema<?> resolve(
      AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
    if (!chain.hasNext()) {
      return null;
    }
    Schema<?> schema = chain.next().resolve(type, context, chain);
    Class<?> described = Json.mapper().constructType(type.getType()).getRawClass();
    Schema<?> model = schema == null ? null : model(schema, context);
    if (model != null && described.isRecord()) {
      require(described.getRecordComponents(), model);
    }
    return schema;
  }

  private static @Nullable Schema<?> model(Schema<?> schema, ModelConverterContext context) {
    String reference = schema.get$ref();
    return reference == null
        ? schema
        : context.getDefinedModels().get(reference.replace(REFERENCE, ""));
  }

  private static void require(RecordComponent[] components, Schema<?> model) {
    for (RecordComponent component : components) {
      String name = component.getName();
      boolean required =
          Nullness.forMethodReturnType(component.getAccessor()) == Nullness.NON_NULL
              && model.getProperties() != null
              && model.getProperties().containsKey(name);
      List<String> so = model.getRequired();
      if (required && (so == null || !so.contains(name))) {
        model.addRequiredItem(name);
      }
    }
  }
}
