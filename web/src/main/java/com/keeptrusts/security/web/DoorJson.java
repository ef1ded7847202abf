package com.keeptrusts.security.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.keeptrusts.security.event.Cidr;
import com.keeptrusts.security.event.ClientAddress;
import com.keeptrusts.security.event.DisplayName;
import com.keeptrusts.security.event.EmailAddress;
import com.keeptrusts.security.event.ExternalSubject;
import com.keeptrusts.security.event.Issuer;
import com.keeptrusts.security.event.PasskeyName;
import java.time.Instant;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

/**
 * JSON as it is spoken at the door, in both directions: said once, in full, in its own type, and
 * nothing else. Apart from the application's mapper, so that how the log is read never depends on
 * it.
 */
public record DoorJson(JsonMapper mapper) {

  private static final StreamReadConstraints LIMITS =
      StreamReadConstraints.builder()
          .maxNestingDepth(16)
          .maxNameLength(128)
          .maxNumberLength(32)
          .maxStringLength(StrictBody.LARGEST)
          .maxDocumentLength(StrictBody.LARGEST)
          .build();

  /** The strict mapper. */
  static DoorJson strict() {
    JsonMapper.Builder builder =
        JsonMapper.builder(JsonFactory.builder().streamReadConstraints(LIMITS).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .changeDefaultPropertyInclusion(ignored -> JsonInclude.Value.ALL_NON_NULL)
            .addModule(texts());
    forbidCoercions(builder);
    builder.annotationIntrospector(
        AnnotationIntrospector.pair(new NonNullComponents(), builder.annotationIntrospector()));
    return new DoorJson(builder.build());
  }

  private static void forbidCoercions(JsonMapper.Builder builder) {
    builder.withCoercionConfigDefaults(
        all ->
            all.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.EmptyArray, CoercionAction.Fail));
    builder.withCoercionConfig(
        LogicalType.Textual,
        text -> {
          text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
          text.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
          text.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
        });
  }

  /** Value types that know nothing of JSON, and instants, which would be numbers as well. */
  private static SimpleModule texts() {
    return new SimpleModule("door")
        .addDeserializer(
            ClientAddress.class, new FromText<>(ClientAddress.class, ClientAddress::new))
        .addDeserializer(Cidr.class, new FromText<>(Cidr.class, Cidr::of))
        .addDeserializer(EmailAddress.class, new FromText<>(EmailAddress.class, EmailAddress::new))
        .addDeserializer(DisplayName.class, new FromText<>(DisplayName.class, DisplayName::new))
        .addDeserializer(Issuer.class, new FromText<>(Issuer.class, Issuer::new))
        .addDeserializer(
            ExternalSubject.class, new FromText<>(ExternalSubject.class, ExternalSubject::new))
        .addDeserializer(PasskeyName.class, new FromText<>(PasskeyName.class, PasskeyName::new))
        .addDeserializer(Instant.class, new FromText<>(Instant.class, InstantText::parse));
  }
}
