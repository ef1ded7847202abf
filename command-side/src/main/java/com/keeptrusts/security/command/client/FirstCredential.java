package com.keeptrusts.security.command.client;

import com.keeptrusts.security.command.CommandSettings;
import com.keeptrusts.security.command.authority.Caller;
import com.keeptrusts.security.command.bus.Commands;
import com.keeptrusts.security.enforcement.EnforcementRevisions;
import com.keeptrusts.security.enforcement.ServiceClients;
import com.keeptrusts.security.enforcement.ServiceCredential;
import com.keeptrusts.security.event.Rejected;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.ServiceClientId;
import com.keeptrusts.security.log.DatabaseClock;
import com.keeptrusts.security.log.WrongSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The very first service credential, which issues all others, comes from a file that the operator
 * provides ({@code keeptrusts.command.bootstrap-credential}; rule ORG-4). A credential that is
 * known already changes nothing, so the file may stay where it is.
 */
@Component
public final class FirstCredential {

  private static final Logger LOG = LoggerFactory.getLogger(FirstCredential.class);
  private static final String SETTING = "keeptrusts.command.bootstrap-credential";
  private static final String ALLOWED =
      "a file with kts_<uuid>_<43 characters of base64url>, readable";
  private static final Duration LIFETIME = Duration.ofDays(365);

  private final CommandSettings settings;
  private final Commands commands;
  private final DatabaseClock clock;
  private final ServiceClients clients;
  private final EnforcementRevisions revisions;

  public FirstCredential(
      CommandSettings settings, Commands commands, DatabaseClock clock, DataSource dataSource) {
    this.settings = settings;
    this.commands = commands;
    this.clock = clock;
    this.clients = new ServiceClients(dataSource);
    this.revisions = new EnforcementRevisions(dataSource);
  }

  @EventListener(ApplicationReadyEvent.class)
  void issue() {
    Path file = settings.bootstrapCredential();
    if (file == null) {
      return;
    }
    ServiceCredential credential =
        ServiceCredential.parse(read(file))
            .orElseThrow(() -> new WrongSetting(SETTING, ALLOWED, file));
    if (!isKnown(credential.client())) {
      issue(credential);
    } else if (clients.authenticate(credential.reveal()).isEmpty()) {
      LOG.warn("The credential in {} is revoked, replaced or expired: it lets nobody in", file);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException unreadable) {
      throw new WrongSetting(SETTING, ALLOWED, file, unreadable);
    }
  }

  private boolean isKnown(ServiceClientId client) {
    return revisions.of(client).isPresent();
  }

  /** Of several nodes that start at once, the first one issues it. */
  private void issue(ServiceCredential credential) {
    try {
      commands.send(
          new IssueServiceCredential(
              credential.client(),
              "bootstrap",
              EnumSet.allOf(Scope.class),
              credential.digest(),
              clock.now().plus(LIFETIME)),
          Caller.system("bootstrap"));
      LOG.info("The first service credential is in force; issue others with it");
    } catch (Rejected lost) {
      if (!isKnown(credential.client())) {
        throw lost;
      }
    }
  }
}
