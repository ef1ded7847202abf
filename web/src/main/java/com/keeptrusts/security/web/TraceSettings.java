package com.keeptrusts.security.web;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where traces go, by OTLP over HTTP, and what share of requests is traced that nobody traced
 * before. Without an endpoint there are none.
 */
@ConfigurationProperties("keeptrusts.traces")
public record TraceSettings(@Nullable URI endpoint, double share) {

  public TraceSettings {
    if (endpoint != null && !isHttp(endpoint)) {
      throw new IllegalArgumentException(
          "keeptrusts.traces.endpoint: http(s)://<host>:<port>/v1/traces, but it is " + endpoint);
    }
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "keeptrusts.traces.share: between 0 and 1, but it is " + share);
    }
  }

  private static boolean isHttp(URI endpoint) {
    return endpoint.toString().isEmpty()
        || (endpoint.getHost() != null
            && ("http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme())));
  }
}
