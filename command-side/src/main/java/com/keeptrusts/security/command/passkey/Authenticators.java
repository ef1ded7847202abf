package com.keeptrusts.security.command.passkey;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;

/**
 * What models of authenticators are called, by the AAGUID that they say they have. Nobody vouches
 * for that, so it is a proposal for a name and nothing else (rule PK-3).
 */
final class Authenticators {

  static final String UNKNOWN = "Passkey";

  private static final Properties NAMES = read("authenticators.properties");

  private Authenticators() {}

  static String name(UUID aaguid) {
    return NAMES.getProperty(aaguid.toString(), UNKNOWN);
  }

  private static Properties read(String resource) {
    Properties names = new Properties();
    try (InputStream stream =
        Objects.requireNonNull(Authenticators.class.getResourceAsStream(resource))) {
      names.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return names;
  }
}
