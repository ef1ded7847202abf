package com.keeptrusts.security.query;

import com.keeptrusts.security.enforcement.EnforcementProjection;
import com.keeptrusts.security.enforcement.EnforcementRows;
import com.keeptrusts.security.event.EndCause;
import com.keeptrusts.security.event.Factor;
import com.keeptrusts.security.event.InvitationId;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.OrgJoined;
import com.keeptrusts.security.event.OrgRegistered;
import com.keeptrusts.security.event.OrgSecurityEvent;
import com.keeptrusts.security.event.Origin;
import com.keeptrusts.security.event.Personal;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.SecurityEvent;
import com.keeptrusts.security.event.ServiceClientEvent;
import com.keeptrusts.security.event.ServiceClientId;
import com.keeptrusts.security.event.ServiceCredentialIssued;
import com.keeptrusts.security.event.SessionEnded;
import com.keeptrusts.security.event.SessionId;
import com.keeptrusts.security.event.SessionStarted;
import com.keeptrusts.security.event.Sha256;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.event.UserRegistered;
import com.keeptrusts.security.event.UserSecurityEvent;
import com.keeptrusts.security.log.TestDatabase;
import com.keeptrusts.security.query.audit.TestLog;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.axonframework.eventhandling.AnnotationEventHandlerAdapter;
import org.axonframework.eventhandling.GenericDomainEventMessage;

/** Makes things happen as the command side does: in the log, and in the rows of enforcement. */
public final class QueryWorld {

  private static final String NOBODYS_DATA = "user/00000000-0000-4000-8000-000000000000#QUJD";

  private static final Origin ORIGIN = Origin.system("correlation-1");

  private final TestLog log;
  private final AnnotationEventHandlerAdapter enforcement;
  private final Map<String, Long> revisions = new HashMap<>();
  private final Instant now;

  public QueryWorld(TestDatabase database) {
    log = new TestLog(database.command());
    enforcement =
        new AnnotationEventHandlerAdapter(
            new EnforcementProjection(new EnforcementRows(database.command())));
    now = database.now();
  }

  public void happened(SecurityEvent event) {
    String subject = subjectOf(event);
    long revision = revisions.merge(subject, 1L, Long::sum) - 1;
    try {
      enforcement.handle(
          new GenericDomainEventMessage<>("any", subject, revision, event, ORIGIN.toMetadata()));
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
    log.happened(ORIGIN, event);
  }

  private static String subjectOf(SecurityEvent event) {
    if (event instanceof UserSecurityEvent of) {
      return of.userId().value();
    }
    return event instanceof OrgSecurityEvent of
        ? of.orgId().value()
        : ((ServiceClientEvent) event).clientId().value();
  }

  /** The credential of a new service client with these scopes. */
  public String client(Scope... scopes) {
    ServiceClientId id = ServiceClientId.of(UUID.randomUUID().toString());
    String credential = "kts_" + id + "_" + "s".repeat(43);
    happened(
        new ServiceCredentialIssued(
            id, "test", Set.of(scopes), Sha256.ofToken(credential), now.plus(Duration.ofDays(1))));
    return credential;
  }

  public OrgId org() {
    OrgId org = OrgId.of(UUID.randomUUID().toString());
    happened(new OrgRegistered(org, "An org"));
    return org;
  }

  public UserId user() {
    UserId user = UserId.of(UUID.randomUUID().toString());
    happened(
        new UserRegistered(user, Personal.parse(NOBODYS_DATA), Personal.parse(NOBODYS_DATA), null));
    return user;
  }

  public UserId member(OrgId org, Role role) {
    UserId user = user();
    happened(new OrgJoined(user, org, InvitationId.of(UUID.randomUUID().toString()), role));
    return user;
  }

  /** The token of a session that lives. */
  public String session(UserId user, boolean rotationRequired) {
    return session(user, SessionId.of(UUID.randomUUID().toString()), rotationRequired);
  }

  private String session(UserId user, SessionId session, boolean rotationRequired) {
    String token = (UUID.randomUUID() + "-0123456789").substring(0, 43);
    happened(
        new SessionStarted(
            user,
            session,
            Sha256.ofToken(token),
            List.of(Factor.PASSWORD),
            rotationRequired,
            null,
            now.plus(Duration.ofHours(24)),
            Duration.ofHours(1),
            false));
    return token;
  }

  /** The token of a session that lived and was ended a moment ago. */
  public String endedSession(UserId user) {
    SessionId session = SessionId.of(UUID.randomUUID().toString());
    String token = session(user, session, false);
    happened(new SessionEnded(user, session, EndCause.SIGNED_OUT, now));
    return token;
  }
}
