package com.keeptrusts.security.web;

import com.keeptrusts.security.log.SchemaReady;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Ends a start that waited for the database in vain with a sentence, without a trace. */
public final class NotReadyAnalyzer extends AbstractFailureAnalyzer<SchemaReady.NotReady> {

  @Override
  protected FailureAnalysis analyze(Throwable failure, SchemaReady.NotReady notReady) {
    return new FailureAnalysis(
        notReady.getMessage(),
        "Start again when this is put right; `schema-timeout` is how long a start waits.",
        notReady);
  }
}
