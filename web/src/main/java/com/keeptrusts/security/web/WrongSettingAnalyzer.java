package com.keeptrusts.security.web;

import com.keeptrusts.security.log.WrongSetting;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Ends a start with a wrong setting by the sentence that says so, without a trace. */
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class WrongSettingAnalyzer extends AbstractFailureAnalyzer<WrongSetting> {

  static final String ACTION = "Put it right and start again. All settings are in docs/running.md.";

  @Override
  protected FailureAnalysis analyze(Throwable failure, WrongSetting wrong) {
    return new FailureAnalysis(wrong.getMessage(), ACTION, wrong);
  }
}
