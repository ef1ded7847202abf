package com.keeptrusts.security.command.signin;

import com.keeptrusts.security.event.UserAgent;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import ua_parser.Client;
import ua_parser.Parser;

/**
 * What a browser calls itself, in words that its user knows: {@code Firefox on Windows}. It is what
 * somebody sent, so a hint and no proof.
 */
@Component
final class DeviceNames {

  /** What the library says of what it does not know. */
  private static final String UNKNOWN = "Other";

  /** No browser needs more to say what it is. */
  private static final int LONGEST = 256;

  private final Parser parser = new Parser();

  /** Empty if nothing of it is known. */
  Optional<String> of(UserAgent agent) {
    String text = agent.text();
    Client client = parser.parse(text.substring(0, Math.min(LONGEST, text.length())));
    String name =
        parts(client).stream()
            .filter(part -> part != null && !part.equals(UNKNOWN))
            .collect(Collectors.joining(" on "));
    return Optional.of(name).filter(known -> !known.isEmpty());
  }

  private static List<@Nullable String> parts(Client client) {
    return Stream.<@Nullable String>of(client.userAgent.family, client.os.family).toList();
  }
}
