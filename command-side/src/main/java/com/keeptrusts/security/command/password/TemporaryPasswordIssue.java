package com.keeptrusts.security.command.password;

import com.keeptrusts.security.command.authority.Caller;
import com.keeptrusts.security.command.bus.Requests;
import com.keeptrusts.security.command.user.IssueTemporaryPassword;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.PasswordRevision;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.log.DatabaseClock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Makes a temporary password, writes its hash ahead to the vault, and shows it once (rule PWD-3).
 */
@Component
public final class TemporaryPasswordIssue {

  private final TemporaryPasswords temporaryPasswords = new TemporaryPasswords();
  private final TemporaryPasswordSettings settings;
  private final Passwords passwords;
  private final Requests requests;
  private final DatabaseClock clock;

  public TemporaryPasswordIssue(
      TemporaryPasswordSettings settings,
      Passwords passwords,
      Requests requests,
      DatabaseClock clock) {
    this.settings = settings;
    this.passwords = passwords;
    this.requests = requests;
    this.clock = clock;
  }

  /** {@code org}: whose admin asks; null if the operator or the console backend does. */
  public TemporaryPasswordAnswer issue(UserId user, @Nullable OrgId org, Caller caller) {
    PasswordRevision revision = PasswordRevision.of(UUID.randomUUID().toString());
    Instant expiresAt = clock.now().plus(settings.lifetime());
    IssueTemporaryPassword command = new IssueTemporaryPassword(user, org, revision, expiresAt);
    return requests
        .answeredBefore(command, caller, TemporaryPasswordAnswer.class)
        .orElseGet(() -> issue(command, caller));
  }

  private TemporaryPasswordAnswer issue(IssueTemporaryPassword command, Caller caller) {
    try (Password password = temporaryPasswords.next()) {
      passwords.write(command.revision(), command.userId(), password);
      return requests.send(
          command,
          caller,
          TemporaryPasswordAnswer.class,
          decided ->
              new TemporaryPasswordAnswer(
                  password.shownOnce(),
                  null,
                  command.expiresAt(),
                  command.orgId() == null ? decided : null));
    }
  }
}
