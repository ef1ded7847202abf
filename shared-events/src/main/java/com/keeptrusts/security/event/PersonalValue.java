package com.keeptrusts.security.event;

/** What may be sealed as personal data: a checked value with one textual form. */
public sealed interface PersonalValue
    permits EmailAddress,
        DisplayName,
        ClientAddress,
        UserAgent,
        Issuer,
        ExternalSubject,
        PasskeyName {

  /** The text that is sealed. Never written to a log. */
  String text();
}
