package com.keeptrusts.security.web;

import com.keeptrusts.security.log.WrongSetting;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Leaves out all of Spring Boot's tracing unless {@code keeptrusts.traces.endpoint} says where
 * traces go: then there is no tracer, no thread and nothing that is sent (decision 0015).
 */
public final class TracesWhenWanted implements AutoConfigurationImportFilter, EnvironmentAware {

  private static final String ENDPOINT = "keeptrusts.traces.endpoint";

  private static final Pattern FORM =
      Pattern.compile("https?://([A-Za-z0-9_.-]+|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?(/[!-~]*)?");

  private static final List<String> TRACING =
      List.of(
          "org.springframework.boot.micrometer.tracing.",
          "org.springframework.boot.opentelemetry.");

  private static final String LOGS_BY_OTLP =
      "org.springframework.boot.opentelemetry.autoconfigure.logging.";

  private boolean wanted;

  /** Asks the same for beans of our own. */
  static final class Wanted implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return isWanted(context.getEnvironment());
    }
  }

  @Override
  public void setEnvironment(Environment environment) {
    wanted = isWanted(environment);
    if (wanted) {
      requireHttp(environment.getRequiredProperty(ENDPOINT));
    }
  }

  private static boolean isWanted(Environment environment) {
    return !environment.getProperty(ENDPOINT, "").isBlank();
  }

  private static void requireHttp(String endpoint) {
    if (!FORM.matcher(endpoint).matches()) {
      throw new WrongSetting(ENDPOINT, "http(s)://<host>:<port>/v1/traces", endpoint);
    }
  }

  @Override
  public boolean[] match(
      @Nullable String[] autoConfigurations, AutoConfigurationMetadata metadata) {
    boolean[] kept = new boolean[autoConfigurations.length];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = isKept(autoConfigurations[i]);
    }
    return kept;
  }

  private boolean isKept(@Nullable String autoConfiguration) {
    if (autoConfiguration == null || autoConfiguration.startsWith(LOGS_BY_OTLP)) {
      return false;
    }
    return wanted || TRACING.stream().noneMatch(autoConfiguration::startsWith);
  }
}
