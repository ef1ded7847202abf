package com.keeptrusts.security.web;

import com.keeptrusts.security.log.Allowed;
import com.keeptrusts.security.log.WrongSetting;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** The same for a value that is not even of the kind that the setting takes. */
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
public final class UnreadableSettingAnalyzer extends AbstractFailureAnalyzer<BindException> {

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable failure, BindException unreadable) {
    if (unreadable.getProperty() == null) {
      return null;
    }
    String setting = unreadable.getName().toString();
    Object value = setting.endsWith("password") ? "not shown" : unreadable.getProperty().getValue();
    return new FailureAnalysis(
        new WrongSetting(setting, allowed(unreadable.getTarget()), value).getMessage(),
        WrongSettingAnalyzer.ACTION,
        unreadable);
  }

  private static String allowed(Bindable<?> target) {
    Allowed allowed = target.getAnnotation(Allowed.class);
    return allowed == null ? kind(target.getType().toClass()) : allowed.value();
  }

  private static String kind(Class<?> type) {
    if (type == Duration.class) {
      return "a duration like 500ms, 20s, 10m, 24h or 7d";
    }
    if (type == Boolean.class || type == boolean.class) {
      return "true or false";
    }
    return type.isPrimitive() || Number.class.isAssignableFrom(type)
        ? "a number"
        : "what can be read as " + type.getSimpleName();
  }
}
