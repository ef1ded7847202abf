package com.keeptrusts.security.web;

import com.keeptrusts.security.event.Cidr;
import com.keeptrusts.security.log.WrongSetting;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whose word on where a request comes from is taken (rule IP-7). {@code trustedProxies}: from which
 * blocks of addresses proxies connect; none is trusted unless it is said. {@code forwardedHeader}:
 * the one header in which they tell whom they heard it from; never both are believed.
 */
@ConfigurationProperties("keeptrusts")
public record ForwardedSettings(
    @DefaultValue({}) List<String> trustedProxies,
    @DefaultValue("X-Forwarded-For") String forwardedHeader) {

  static final String TRUSTED_PROXIES = "keeptrusts.trusted-proxies";
  private static final int MOST_BLOCKS = 100;

  public ForwardedSettings {
    trustedProxies = List.copyOf(trustedProxies);
    WrongSetting.requireWithin(
        "number of " + TRUSTED_PROXIES, trustedProxies.size(), 0, MOST_BLOCKS);
    trustedProxies.forEach(ForwardedSettings::requireBlock);
    if (ForwardedHeader.named(forwardedHeader).isEmpty()) {
      throw new WrongSetting(
          "keeptrusts.forwarded-header", "X-Forwarded-For or Forwarded", forwardedHeader);
    }
  }

  private static void requireBlock(String block) {
    try {
      Cidr.of(block);
    } catch (IllegalArgumentException malformed) {
      throw new WrongSetting(
          TRUSTED_PROXIES,
          "addresses or blocks like 10.0.0.0/8, with commas between",
          block,
          malformed);
    }
  }
}
