package com.keeptrusts.security.command.bus;

import com.keeptrusts.security.command.authority.Command;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** Whom a command is about: the component that Axon routes it by. */
final class CommandSubject {

  private CommandSubject() {}

  /** The user, org or client; null if the command changes none (the record of a refusal). */
  static @Nullable Object of(Command command) {
    for (RecordComponent component : command.getClass().getRecordComponents()) {
      Field field = field(command, component);
      if (field.isAnnotationPresent(TargetAggregateIdentifier.class)) {
        return value(command, component);
      }
    }
    return null;
  }

  private static Field field(Command command, RecordComponent component) {
    try {
      return command.getClass().getDeclaredField(component.getName());
    } catch (NoSuchFieldException impossible) {
      throw new IllegalStateException("A record has a field a component", impossible);
    }
  }

  private static Object value(Command command, RecordComponent component) {
    try {
      return component.getAccessor().invoke(command);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException("Commands are public records", impossible);
    }
  }
}
