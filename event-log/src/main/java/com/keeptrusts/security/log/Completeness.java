package com.keeptrusts.security.log;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.axonframework.serialization.SerializationException;
import org.jspecify.annotations.Nullable;

/** Whether a record has all that it must have: every component that is not {@code @Nullable}. */
final class Completeness {

  private static final ClassValue<List<Method>> REQUIRED =
      new ClassValue<>() {
        @Override
        protected List<Method> computeValue(Class<?> type) {
          RecordComponent[] components = type.getRecordComponents();
          return components == null
              ? List.of()
              : Arrays.stream(components)
                  .filter(c -> !c.getAnnotatedType().isAnnotationPresent(Nullable.class))
                  .map(RecordComponent::getAccessor)
                  .peek(accessor -> accessor.setAccessible(true))
                  .toList();
        }
      };

  private Completeness() {}

  static void require(@Nullable Object value) {
    if (value == null) {
      return;
    }
    for (Method component : REQUIRED.get(value.getClass())) {
      if (read(component, value) == null) {
        throw new SerializationException(
            value.getClass().getSimpleName() + " has no " + component.getName());
      }
    }
  }

  private static @Nullable Object read(Method component, Object value) {
    try {
      return component.invoke(value);
    } catch (ReflectiveOperationException e) {
      throw new SerializationException("A record's component cannot be read", e);
    }
  }
}
