package com.keeptrusts.security.command.sso;

import com.keeptrusts.security.event.Issuer;
import com.keeptrusts.security.log.Allowed;
import com.keeptrusts.security.log.WrongSetting;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which identity providers' own MFA is honoured in place of a second factor, and by what they say
 * that there was one; none, unless the deployment says so (rule SIGN-1). A provider that is not
 * named here signs people in as well, by a single factor.
 */
@ConfigurationProperties("keeptrusts.sso")
public record SsoSettings(@DefaultValue List<Provider> providers) {

  private static final int MOST = 100;

  /**
   * One provider, and which values of {@code amr} (RFC 8176) and {@code acr} mean several factors.
   */
  public record Provider(
      @Allowed("an https URL without query and fragment") @DefaultValue("") String issuer,
      @DefaultValue List<String> multiFactorAmr,
      @DefaultValue List<String> multiFactorAcr) {

    public Provider {
      multiFactorAmr = List.copyOf(multiFactorAmr);
      multiFactorAcr = List.copyOf(multiFactorAcr);
    }

    boolean honours(Assertion assertion) {
      String acr = assertion.acr();
      return issuer.equals(assertion.issuer().text())
          && (assertion.amr().stream().anyMatch(multiFactorAmr::contains)
              || (acr != null && multiFactorAcr.contains(acr)));
    }
  }

  public SsoSettings {
    providers = List.copyOf(providers);
    WrongSetting.requireWithin("number of keeptrusts.sso.providers", providers.size(), 0, MOST);
    Set<String> issuers = new HashSet<>();
    for (int i = 0; i < providers.size(); i++) {
      String name = "keeptrusts.sso.providers[" + i + "]";
      Provider provider = providers.get(i);
      requireValues(name + ".multi-factor-amr", provider.multiFactorAmr());
      requireValues(name + ".multi-factor-acr", provider.multiFactorAcr());
      requireIssuer(name + ".issuer", provider.issuer());
      if (!issuers.add(provider.issuer())) {
        throw new WrongSetting(name + ".issuer", "each provider once", provider.issuer());
      }
    }
  }

  /** Whether a provider's own MFA is asserted, in words that this deployment honours. */
  boolean honoursMfaOf(Assertion assertion) {
    return providers.stream().anyMatch(provider -> provider.honours(assertion));
  }

  private static void requireIssuer(String setting, String issuer) {
    try {
      new Issuer(issuer);
    } catch (IllegalArgumentException refused) {
      throw new WrongSetting(setting, "an https URL without query and fragment", issuer, refused);
    }
  }

  private static void requireValues(String setting, List<String> values) {
    if (values.size() > Assertion.MOST_AMR || !values.stream().allMatch(Assertion::isValue)) {
      throw new WrongSetting(
          setting,
          "at most " + Assertion.MOST_AMR + " values of 1 to 255 printable ASCII characters",
          values);
    }
  }
}
