package com.keeptrusts.security.command.signin;

import com.keeptrusts.security.command.door.ActingUser;
import com.keeptrusts.security.command.signin.OwnSessionsAnswer.OwnSession;
import com.keeptrusts.security.enforcement.KnownSession;
import com.keeptrusts.security.enforcement.KnownSessions;
import com.keeptrusts.security.enforcement.SessionRow;
import com.keeptrusts.security.event.Personal;
import com.keeptrusts.security.event.UserAgent;
import com.keeptrusts.security.log.PersonalData;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Shows a user where they are signed in (rule SES-2). */
@Component
public final class OwnSessions {

  private final KnownSessions known;
  private final PersonalData personal;
  private final DeviceNames deviceNames;

  OwnSessions(DataSource dataSource, PersonalData personal, DeviceNames deviceNames) {
    this.known = new KnownSessions(dataSource);
    this.personal = personal;
    this.deviceNames = deviceNames;
  }

  public OwnSessionsAnswer of(ActingUser acting) {
    return new OwnSessionsAnswer(
        known.of(acting.user()).stream().map(each -> shown(each, acting)).toList());
  }

  private OwnSession shown(KnownSession each, ActingUser acting) {
    SessionRow session = each.session();
    Instant seenAt = Objects.requireNonNull(session.seenAt(), "A live session was seen");
    return new OwnSession(
        session.id(),
        session.id().equals(acting.session()),
        opened(each.agent()).map(UserAgent::new).flatMap(deviceNames::of).orElse(null),
        opened(each.address()).orElse(null),
        session.startedAt(),
        seenAt,
        session.endsAt(),
        session.factors());
  }

  private Optional<String> opened(@Nullable Personal<?> sealed) {
    return sealed == null ? Optional.empty() : personal.open(sealed);
  }
}
