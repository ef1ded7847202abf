package com.keeptrusts.security.command.password;

import com.keeptrusts.security.log.Allowed;
import com.keeptrusts.security.log.WrongSetting;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the deployment asks of a new password (rule PWD-2), in code points. Passwords in force stay
 * good whatever is set later.
 */
@ConfigurationProperties("keeptrusts.password")
public record PasswordSettings(
    @Allowed("between 8 and 64") @DefaultValue("15") int minimumLength,
    @Allowed("between 64 and 1024") @DefaultValue("256") int maximumLength,
    @Allowed(NAMES) @DefaultValue("Keeptrusts") List<String> productNames) {

  public static final PasswordSettings DEFAULT =
      new PasswordSettings(15, 256, List.of("Keeptrusts"));

  /** No password is shorter, whatever is set. */
  public static final int SHORTEST = 8;

  /** No password is longer, whatever is set. */
  public static final int LONGEST = 1024;

  private static final String NAMES = "names of 4 to 100 characters, with commas between";
  private static final int LEAST_MAXIMUM = 64;
  private static final int LONGEST_NAME = 100;

  public PasswordSettings {
    WrongSetting.requireWithin(
        "keeptrusts.password.minimum-length", minimumLength, SHORTEST, LEAST_MAXIMUM);
    WrongSetting.requireWithin(
        "keeptrusts.password.maximum-length", maximumLength, LEAST_MAXIMUM, LONGEST);
    if (!productNames.stream().allMatch(PasswordSettings::isName)) {
      throw new WrongSetting(
          "keeptrusts.password.product-names", NAMES, String.join(",", productNames));
    }
    productNames = List.copyOf(productNames);
  }

  private static boolean isName(String name) {
    int length = name.codePointCount(0, name.length());
    return length >= PasswordRules.SHORTEST_NAME && length <= LONGEST_NAME;
  }
}
