package com.keeptrusts.security.web;

import com.keeptrusts.security.log.Allowed;
import com.keeptrusts.security.log.WrongSetting;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What share of requests is traced that nobody traced before. Where traces go is read earlier, by
 * {@link TracesWhenWanted}.
 */
@ConfigurationProperties("keeptrusts.traces")
public record TraceSettings(@Allowed(SHARE) double share) {

  private static final String SHARE = "between 0 and 1";

  public TraceSettings {
    if (!(share >= 0 && share <= 1)) {
      throw new WrongSetting("keeptrusts.traces.share", SHARE, share);
    }
  }
}
