package com.keeptrusts.security.standalone;

import static java.util.Objects.requireNonNull;

import com.keeptrusts.security.command.authority.Caller;
import com.keeptrusts.security.command.bus.Commands;
import com.keeptrusts.security.command.lookup.Accounts;
import com.keeptrusts.security.command.org.RegisterOrg;
import com.keeptrusts.security.command.password.TemporaryPasswordIssue;
import com.keeptrusts.security.command.user.Directory;
import com.keeptrusts.security.enforcement.EnforcementRevisions;
import com.keeptrusts.security.enforcement.ServiceCredential;
import com.keeptrusts.security.event.Actor;
import com.keeptrusts.security.event.DisplayName;
import com.keeptrusts.security.event.EmailAddress;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Origin;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.ServiceClientId;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.log.Untouched;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes a demo org on an empty installation: its owner gets a temporary password and an invitation.
 * Everything secret goes to a file that only its owner may read, never to the log. An interrupted
 * first start goes on at the next one. The log says whether this is the first: once anybody did
 * anything there is nothing left to do, whether the file is still there or not.
 */
final class FirstStart {

  private static final Logger LOG = LoggerFactory.getLogger(FirstStart.class);
  private static final EmailAddress EMAIL = new EmailAddress("owner@demo.example");
  private static final DisplayName NAME = new DisplayName("Demo Owner");

  private final Path file;
  private final Path credentialFile;
  private final Commands commands;
  private final Accounts accounts;
  private final Directory directory;
  private final TemporaryPasswordIssue temporaryPasswordIssue;
  private final EnforcementRevisions revisions;
  private final Untouched untouched;

  FirstStart(
      @Value("${keeptrusts.first-start}") Path file,
      @Value("${keeptrusts.command.bootstrap-credential}") Path credentialFile,
      Commands commands,
      Accounts accounts,
      Directory directory,
      TemporaryPasswordIssue temporaryPasswordIssue,
      DataSource dataSource) {
    this.file = file;
    this.credentialFile = credentialFile;
    this.commands = commands;
    this.accounts = accounts;
    this.directory = directory;
    this.temporaryPasswordIssue = temporaryPasswordIssue;
    this.revisions = new EnforcementRevisions(dataSource);
    this.untouched = new Untouched(dataSource);
  }

  /** After the first service credential is in force. */
  @EventListener
  @Order(Ordered.LOWEST_PRECEDENCE)
  void ready(ApplicationReadyEvent event) throws IOException {
    String address = address(event);
    String credential = Files.readString(credentialFile).strip();
    ServiceClientId client =
        ServiceCredential.parse(credential)
            .map(ServiceCredential::client)
            .orElseThrow(() -> new IllegalStateException("No credential in " + credentialFile));
    if (untouched.but(client, caller(client).origin()) && !isComplete(client)) {
      makeDemo(address, client, credential);
    }
    LOG.info(
        "Ready: console at {}/console/, API at {}, described at {}/docs",
        address,
        address,
        address);
    if (Files.exists(file)) {
      LOG.info("The demo org's credentials are in {}", file);
    }
  }

  /** The file is written last; it tells of this org unless the database is another one. */
  private boolean isComplete(ServiceClientId client) {
    return Files.exists(file) && revisions.of(demoOrg(client)).isPresent();
  }

  private void makeDemo(String address, ServiceClientId client, String credential)
      throws IOException {
    Caller caller = caller(client);
    OrgId org = demoOrg(client);
    if (revisions.of(org).isEmpty()) {
      commands.send(new RegisterOrg(org, "Demo"), caller);
    }
    UserId owner =
        accounts.find(EMAIL).orElseGet(() -> directory.register(EMAIL, NAME, org, caller).user());
    Map<String, String> demo = new LinkedHashMap<>();
    demo.put("url", address);
    demo.put("serviceCredential", credential);
    demo.put("org", org.value());
    demo.put("user", owner.value());
    demo.put("email", EMAIL.text());
    demo.put(
        "temporaryPassword",
        requireNonNull(temporaryPasswordIssue.issue(owner, null, caller).temporaryPassword()));
    demo.put(
        "invitation",
        requireNonNull(directory.invite(org, EMAIL, NAME, Role.OWNER, caller).secret()));
    DataDirectory.writeOwnerOnly(
        file,
        JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(demo));
  }

  private static Caller caller(ServiceClientId client) {
    Origin origin = new Origin(Actor.of(client), null, null, null, null, null, "first-start", null);
    return new Caller(EnumSet.allOf(Scope.class), null, null, origin);
  }

  /** The same at every start, so that an interrupted one is not followed by a second org. */
  private static OrgId demoOrg(ServiceClientId client) {
    byte[] name = ("demo org of " + client).getBytes(StandardCharsets.UTF_8);
    return OrgId.of(UUID.nameUUIDFromBytes(name).toString());
  }

  private static String address(ApplicationReadyEvent event) {
    int port =
        event.getApplicationContext() instanceof WebServerApplicationContext web
                && web.getWebServer() != null
            ? web.getWebServer().getPort()
            : 0;
    return "http://localhost:" + port;
  }
}
