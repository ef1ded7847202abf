package com.keeptrusts.security.log;

import com.keeptrusts.security.event.EventName;
import com.keeptrusts.security.event.SecurityEvents;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.tokenstore.ConfigToken;
import org.axonframework.modelling.command.AggregateScopeDescriptor;
import org.axonframework.serialization.Revision;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;
import org.jspecify.annotations.Nullable;

/**
 * The one list of logical names that reach the database: events, subjects (the type of an aggregate
 * and the name of its snapshot are one), tokens, timers, processors. A class can be renamed or
 * moved; what is stored cannot. Immutable: {@link #with} gives a longer list.
 */
public final class StoredNames {

  /** The subjects: {@code @AggregateRoot(type = StoredNames.USER)}. */
  public static final String USER = "user";

  public static final String ORG = "org";
  public static final String SERVICE_CLIENT = "client";

  /** The event processors: {@code @ProcessingGroup(StoredNames.ENFORCEMENT)}. */
  public static final String ENFORCEMENT = "enforcement";

  public static final String LOOKUP = "lookup";
  public static final String AUDIT = "audit";
  public static final String AUTOMATION = "automation";

  private static final Pattern FORM = Pattern.compile("[a-z]+(-[a-z]+)*(\\.[a-z]+(-[a-z]+)*)*");

  private final Map<String, Class<?>> classes;
  private final Map<Class<?>, SerializedType> types;
  private final Set<String> subjects;

  private StoredNames(
      Map<String, Class<?>> classes, Map<Class<?>, SerializedType> types, Set<String> subjects) {
    this.classes = classes;
    this.types = types;
    this.subjects = subjects;
  }

  /** All events of the catalogue, and the tokens. */
  public static StoredNames events() {
    return of(SecurityEvents.ALL);
  }

  /** These events, by their annotations, and the tokens. */
  public static StoredNames of(Collection<? extends Class<?>> events) {
    StoredNames names = new StoredNames(new HashMap<>(), new HashMap<>(), new TreeSet<>());
    names.add("token.sequence", null, SequenceToken.class);
    names.add("token.replay", null, ReplayToken.class);
    names.add("token.config", null, ConfigToken.class);
    names.add("scope.subject", null, AggregateScopeDescriptor.class);
    for (Class<?> event : events) {
      EventName name = event.getAnnotation(EventName.class);
      if (name == null) {
        throw new IllegalArgumentException(event + " has no @EventName");
      }
      names.add(name.value(), revisionOf(event), event);
    }
    return names;
  }

  /** The same list with a subject, whose snapshots hold the given class. */
  public StoredNames with(String subject, Class<?> aggregate) {
    StoredNames longer =
        new StoredNames(new HashMap<>(classes), new HashMap<>(types), new TreeSet<>(subjects));
    longer.add(subject, revisionOf(aggregate), aggregate);
    longer.subjects.add(subject);
    return longer;
  }

  /** The same list with what a timer carries until it goes off. */
  public StoredNames withTimer(String timer, Class<?> payload) {
    StoredNames longer =
        new StoredNames(new HashMap<>(classes), new HashMap<>(types), new TreeSet<>(subjects));
    longer.add("timer." + timer, revisionOf(payload), payload);
    return longer;
  }

  private static String revisionOf(Class<?> type) {
    Revision revision = type.getAnnotation(Revision.class);
    if (revision == null) {
      throw new IllegalArgumentException(type + " has no @Revision");
    }
    return revision.value();
  }

  private void add(String name, @Nullable String revision, Class<?> type) {
    if (!FORM.matcher(name).matches()) {
      throw new IllegalArgumentException("Not a stored name: " + name);
    }
    SerializedType stored = new SimpleSerializedType(name, revision);
    if (classes.put(name, type) != null || types.put(type, stored) != null) {
      throw new IllegalArgumentException(name + " and " + type + " need a name of their own each");
    }
  }

  /** Name and revision under which instances of the class are stored. */
  Optional<SerializedType> typeOf(Class<?> type) {
    return Optional.ofNullable(types.get(type));
  }

  /** The class that reads what is stored so; empty for an unknown name and for another revision. */
  Optional<Class<?>> classOf(SerializedType stored) {
    Class<?> type = classes.get(stored.getName());
    if (type == null) {
      return Optional.empty();
    }
    String revision = stored.getRevision();
    boolean current = revision == null || stored.equals(types.get(type));
    return current ? Optional.of(type) : Optional.empty();
  }

  /** Whether aggregates of this type may write to the log. */
  boolean isSubject(String type) {
    return subjects.contains(type);
  }
}
