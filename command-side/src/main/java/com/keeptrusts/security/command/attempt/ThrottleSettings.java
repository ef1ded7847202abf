package com.keeptrusts.security.command.attempt;

import com.keeptrusts.security.log.Allowed;
import com.keeptrusts.security.log.WrongSetting;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often may be guessed (rule SIGN-5). After {@code freeAttempts} failures in a row the next one
 * waits {@code firstDelay}, then twice as long each time, up to {@code longestDelay}. After {@code
 * limit} failures from anywhere, or {@code limitPerDevice} from one device of the user or from the
 * user's sessions together, nothing is verified any more; with five devices that must stay within
 * 100 (NIST SP 800-63B-4 §3.2.2). Counters of what was typed as e-mail, which may be anything, are
 * forgotten: {@code forgetFew} after the last attempt as long as there was no delay, {@code
 * forgetMany} once there was. Those of a user's disabled password and of second factors stay.
 */
@ConfigurationProperties("keeptrusts.throttle")
public record ThrottleSettings(
    @Allowed("between 1 and the limit") @DefaultValue("5") int freeAttempts,
    @Allowed("between 1ms and the longest delay") @DefaultValue("1s") Duration firstDelay,
    @Allowed("between 1ms and 1d") @DefaultValue("15m") Duration longestDelay,
    @Allowed("between 1 and 94") @DefaultValue("50") int limit,
    @Allowed("between 1 and 16") @DefaultValue("8") int limitPerDevice,
    @Allowed("between the longest delay and forget-many") @DefaultValue("1d") Duration forgetFew,
    @Allowed("between the longest delay and 365d") @DefaultValue("30d") Duration forgetMany) {

  private static final int MOST_CONSECUTIVE = 100;

  /** The devices, and the sessions as one more ({@link GuessedFrom}). */
  private static final int OWN_PLACES = Devices.MOST_PER_USER + 1;

  private static final Duration SHORTEST_DELAY = Duration.ofMillis(1);
  private static final Duration LONGEST_DELAY = Duration.ofDays(1);
  private static final Duration LONGEST_MEMORY = Duration.ofDays(365);

  public static final ThrottleSettings DEFAULT =
      new ThrottleSettings(
          5,
          Duration.ofSeconds(1),
          Duration.ofMinutes(15),
          50,
          8,
          Duration.ofDays(1),
          Duration.ofDays(30));

  public ThrottleSettings {
    WrongSetting.requireWithin(
        "keeptrusts.throttle.limit-per-device",
        limitPerDevice,
        1,
        (MOST_CONSECUTIVE - 1) / OWN_PLACES);
    WrongSetting.requireWithin(
        "keeptrusts.throttle.limit", limit, 1, MOST_CONSECUTIVE - OWN_PLACES * limitPerDevice);
    WrongSetting.requireWithin("keeptrusts.throttle.free-attempts", freeAttempts, 1, limit);
    WrongSetting.requireWithin(
        "keeptrusts.throttle.longest-delay", longestDelay, SHORTEST_DELAY, LONGEST_DELAY);
    WrongSetting.requireWithin(
        "keeptrusts.throttle.first-delay", firstDelay, SHORTEST_DELAY, longestDelay);
    WrongSetting.requireWithin(
        "keeptrusts.throttle.forget-many", forgetMany, longestDelay, LONGEST_MEMORY);
    WrongSetting.requireWithin(
        "keeptrusts.throttle.forget-few", forgetFew, longestDelay, forgetMany);
  }
}
