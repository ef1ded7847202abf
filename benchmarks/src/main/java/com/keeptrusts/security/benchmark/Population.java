package com.keeptrusts.security.benchmark;

import com.keeptrusts.security.enforcement.EnforcementRebuild;
import com.keeptrusts.security.event.EndCause;
import com.keeptrusts.security.event.Factor;
import com.keeptrusts.security.event.InvitationId;
import com.keeptrusts.security.event.MemberInvited;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.OrgJoined;
import com.keeptrusts.security.event.OrgRegistered;
import com.keeptrusts.security.event.Origin;
import com.keeptrusts.security.event.PasswordRevision;
import com.keeptrusts.security.event.PasswordRotated;
import com.keeptrusts.security.event.Personal;
import com.keeptrusts.security.event.PersonalOwner;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.SecurityEvent;
import com.keeptrusts.security.event.SessionEnded;
import com.keeptrusts.security.event.SessionId;
import com.keeptrusts.security.event.SessionStarted;
import com.keeptrusts.security.event.SessionsRevoked;
import com.keeptrusts.security.event.Sha256;
import com.keeptrusts.security.event.TemporaryPasswordIssued;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.event.UserRegistered;
import com.keeptrusts.security.log.LogSerializer;
import com.keeptrusts.security.log.StoredNames;
import com.keeptrusts.security.standalone.harness.DatabaseServer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import javax.sql.DataSource;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializedObject;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Many people's pasts, written in bulk: each event by the serializer that writes it in production,
 * into the log's own table by {@code COPY}, with its outbox row by the trigger.
 */
final class Population {

  /** Of each member: from registration to the third session, which is live. */
  static final int EVENTS_OF_A_MEMBER = 10;

  private static final String COPY =
      "COPY log.event (event_id, subject_type, subject_id, subject_revision, name, event_revision,"
          + " at, payload, metadata) FROM STDIN";
  private static final Duration A_DAY = Duration.ofDays(1);
  private static final Duration IDLE = Duration.ofHours(2);

  private final DatabaseServer database;
  private final LogSerializer serializer = new LogSerializer(StoredNames.events());
  private final Random random;
  private final Instant at = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private final String metadata =
      serializer
          .serialize(
              MetaData.from(Origin.system("benchmark").toMetadata()).and(Origin.AT, at),
              String.class)
          .getData();

  Population(Installation installation, Random random) {
    this.database = installation.database();
    this.random = random;
  }

  /** Somebody with a live session, and the org of which they are a member. */
  record Member(UserId user, OrgId org, String token) {}

  /** What happened to one subject, in order. */
  private interface Past {
    void write(Stream to) throws SQLException;
  }

  /** So many members, evenly in so many orgs. */
  List<Member> members(int count, int orgs) throws SQLException {
    List<Member> members = new ArrayList<>();
    copy(
        to -> {
          List<OrgId> ids = new ArrayList<>();
          for (int i = 0; i < orgs; i++) {
            OrgId org = OrgId.of(uuid());
            to.of(StoredNames.ORG, org.value()).add(new OrgRegistered(org, "Org " + i));
            ids.add(org);
          }
          for (int i = 0; i < count; i++) {
            Member member = new Member(UserId.of(uuid()), ids.get(i % orgs), token());
            past(to.of(StoredNames.USER, member.user().value()), member);
            members.add(member);
          }
        });
    return members;
  }

  /** Of the form that tokens have. */
  private String token() {
    return ("session-" + uuid()).substring(0, 43);
  }

  private void past(Subject user, Member member) throws SQLException {
    UserId id = member.user();
    PasswordRevision temporary = new PasswordRevision(uuid());
    PasswordRevision own = new PasswordRevision(uuid());
    InvitationId invitation = InvitationId.of(uuid());
    SessionId second = SessionId.of(uuid());
    user.add(registered(id));
    user.add(new TemporaryPasswordIssued(id, temporary, null, at.plus(A_DAY), null));
    user.add(started(id, SessionId.of(uuid()), uuid(), true));
    user.add(new PasswordRotated(id, temporary, own));
    user.add(new SessionsRevoked(id, EndCause.PASSWORD_ROTATED, null));
    user.add(started(id, second, uuid(), false));
    Sha256 secret = Sha256.ofToken(uuid());
    user.add(new MemberInvited(id, member.org(), invitation, secret, Role.MEMBER, at.plus(A_DAY)));
    user.add(new OrgJoined(id, member.org(), invitation, Role.MEMBER));
    user.add(new SessionEnded(id, second, EndCause.SIGNED_OUT, at));
    user.add(started(id, SessionId.of(uuid()), member.token(), false));
  }

  /** Somebody who signed in and out until so many events had happened, an even number. */
  UserId history(int events) throws SQLException {
    UserId id = UserId.of(uuid());
    copy(
        to -> {
          Subject user = to.of(StoredNames.USER, id.value());
          user.add(registered(id));
          user.add(new TemporaryPasswordIssued(id, new PasswordRevision(uuid()), null, at, null));
          for (int i = 2; i < events; i += 2) {
            SessionId session = SessionId.of(uuid());
            user.add(started(id, session, uuid(), false));
            user.add(new SessionEnded(id, session, EndCause.SIGNED_OUT, at));
          }
        });
    return id;
  }

  OrgId org() throws SQLException {
    OrgId org = OrgId.of(uuid());
    copy(to -> to.of(StoredNames.ORG, org.value()).add(new OrgRegistered(org, "Some Org")));
    return org;
  }

  private static UserRegistered registered(UserId id) {
    PersonalOwner owner = PersonalOwner.of(id);
    return new UserRegistered(
        id, new Personal<>(owner, "c2VhbGVkLWUtbWFpbA"), new Personal<>(owner, "bmFtZQ"), null);
  }

  private SessionStarted started(UserId id, SessionId session, String token, boolean rotation) {
    return new SessionStarted(
        id,
        session,
        Sha256.ofToken(token),
        List.of(Factor.PASSWORD),
        rotation,
        null,
        at.plus(A_DAY),
        IDLE,
        true);
  }

  private String uuid() {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  /** One transaction. */
  private void copy(Past past) throws SQLException {
    try (Connection connection = database.connect()) {
      CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY);
      try {
        past.write(new Stream(copy));
        copy.endCopy();
      } finally {
        if (copy.isActive()) {
          copy.cancelCopy();
        }
      }
    }
  }

  private final class Stream {
    private final CopyIn copy;

    Stream(CopyIn copy) {
      this.copy = copy;
    }

    Subject of(String type, String id) {
      return new Subject(copy, type, id);
    }
  }

  private final class Subject {
    private final CopyIn copy;
    private final String type;
    private final String id;
    private long revision;

    Subject(CopyIn copy, String type, String id) {
      this.copy = copy;
      this.type = type;
      this.id = id;
    }

    void add(SecurityEvent event) throws SQLException {
      SerializedObject<String> stored = serializer.serialize(event, String.class);
      String row =
          String.join(
              "\t",
              uuid(),
              type,
              id,
              Long.toString(revision++),
              stored.getType().getName(),
              stored.getType().getRevision(),
              at.toString(),
              escaped(stored.getData()),
              escaped(metadata));
      byte[] bytes = (row + "\n").getBytes(StandardCharsets.UTF_8);
      copy.writeToCopy(bytes, 0, bytes.length);
    }

    private static String escaped(String text) {
      return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t");
    }
  }

  /** Numbers everything, as a command node does, in larger bites. */
  void number() throws SQLException {
    while (!database.read("SELECT log.number_events(50000)").get(0).equals("0")) {
      Thread.onSpinWait();
    }
    database.execute("ANALYZE");
  }

  /** Makes the rows that decisions are made from. */
  void rows(DataSource commandLogin) {
    new EnforcementRebuild(commandLogin, serializer).run(number -> {});
  }
}
