package com.keeptrusts.security.standalone.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test class the {@link Cluster} that all such classes use one after another: two nodes of
 * each side, of which the second ones' clocks are five minutes ahead. It is searched for leaks
 * after each class and ends with the last; its classes rely on nothing but what they made
 * themselves.
 */
public final class SharedCluster implements ParameterResolver, AfterAllCallback {

  private static final Namespace NAMESPACE = Namespace.create(SharedCluster.class);

  /** The one cluster, and the folder of its database and keys. */
  private record Running(Cluster cluster, Path folder) implements AutoCloseable {

    static Running start() {
      try {
        Path folder = Files.createTempDirectory("keeptrusts-cluster");
        return new Running(Cluster.startWithSkewedClocks("shared", folder), folder);
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }

    @Override
    public void close() throws IOException {
      cluster.stop();
      ProjectFiles.delete(folder);
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Cluster.class;
  }

  @Override
  public Cluster resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return cluster(context);
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    Running running = store(context).get(Running.class, Running.class);
    if (running != null) {
      running.cluster().assertNothingLeaked();
    }
  }

  private static Cluster cluster(ExtensionContext context) {
    return store(context)
        .computeIfAbsent(Running.class, key -> Running.start(), Running.class)
        .cluster();
  }

  private static Store store(ExtensionContext context) {
    return context.getRoot().getStore(NAMESPACE);
  }
}
