package com.keeptrusts.security.enforcement;

import static com.keeptrusts.security.enforcement.TestRows.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.keeptrusts.security.event.Authenticator;
import com.keeptrusts.security.event.AuthenticatorDisabled;
import com.keeptrusts.security.event.AuthenticatorEnabled;
import com.keeptrusts.security.event.EmailChanged;
import com.keeptrusts.security.event.EndCause;
import com.keeptrusts.security.event.ExternalIdentityLinked;
import com.keeptrusts.security.event.ExternalIdentityUnlinked;
import com.keeptrusts.security.event.Factor;
import com.keeptrusts.security.event.MemberInvited;
import com.keeptrusts.security.event.MemberReactivated;
import com.keeptrusts.security.event.MemberRemoved;
import com.keeptrusts.security.event.MemberSuspended;
import com.keeptrusts.security.event.MfaDisabled;
import com.keeptrusts.security.event.MfaEnrollmentStarted;
import com.keeptrusts.security.event.MfaGracePeriodChanged;
import com.keeptrusts.security.event.MfaGracePeriodEnded;
import com.keeptrusts.security.event.MfaGracePeriodEndingSoon;
import com.keeptrusts.security.event.MfaGracePeriodExtended;
import com.keeptrusts.security.event.MfaGracePeriodStarted;
import com.keeptrusts.security.event.MfaObligationCause;
import com.keeptrusts.security.event.MfaObligationEnd;
import com.keeptrusts.security.event.MfaObligationLifted;
import com.keeptrusts.security.event.MfaObligationMet;
import com.keeptrusts.security.event.MfaReset;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.OrgLeft;
import com.keeptrusts.security.event.OrgRoleChanged;
import com.keeptrusts.security.event.PasskeyRenamed;
import com.keeptrusts.security.event.PasskeyRevoked;
import com.keeptrusts.security.event.PasskeyUsed;
import com.keeptrusts.security.event.PasswordAdded;
import com.keeptrusts.security.event.PasswordChanged;
import com.keeptrusts.security.event.PasswordRotated;
import com.keeptrusts.security.event.ProviderAuthentication;
import com.keeptrusts.security.event.RecoveryCodeUsed;
import com.keeptrusts.security.event.RecoveryCodesIssued;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.SecurityEvent;
import com.keeptrusts.security.event.SessionEnded;
import com.keeptrusts.security.event.SessionId;
import com.keeptrusts.security.event.SessionReauthenticated;
import com.keeptrusts.security.event.SessionStarted;
import com.keeptrusts.security.event.SessionsRevoked;
import com.keeptrusts.security.event.Sha256;
import com.keeptrusts.security.event.SignInRefusal;
import com.keeptrusts.security.event.SignInRefused;
import com.keeptrusts.security.event.TemporaryPasswordIssued;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.event.UserSecurityEvent;
import com.keeptrusts.security.log.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.axonframework.eventhandling.AnnotationEventHandlerAdapter;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class EnforcementProjectionIT {

  private static final OrgId ACME = TestIds.org();
  private static final OrgId BETA = TestIds.org();

  private TestDatabase database;
  private TestNode node;

  @BeforeEach
  void start() {
    database = TestDatabase.fresh();
    node = new TestNode(database.command());
    database.setClock(NOON);
    node.happened(TestEvents.registered(ACME));
    node.happened(TestEvents.registered(BETA));
  }

  @AfterEach
  void stop() {
    database.close();
  }

  /** One after the other possible in a life; every kind of event of a user is there. */
  private static List<UserSecurityEvent> aLife(UserId user) {
    SessionId first = TestIds.session();
    SessionId second = TestIds.session();
    SessionId third = TestIds.session();
    return List.of(
        TestEvents.registered(user),
        new EmailChanged(user, TestEvents.sealed(user), TestEvents.sealed(user), null),
        new TemporaryPasswordIssued(user, TestIds.password(), null, NOON, ACME),
        new MemberInvited(user, ACME, TestIds.invitation(), TestIds.token(), Role.ADMIN, NOON),
        TestEvents.started(user, first, TestIds.token(), NOON, true, Factor.PASSWORD),
        new PasswordRotated(user, TestIds.password(), TestIds.password()),
        new PasswordChanged(user, TestIds.password(), TestIds.password()),
        new PasswordAdded(user, TestIds.password()),
        TestEvents.started(user, second, TestIds.token(), NOON, Factor.PASSWORD),
        TestEvents.started(user, third, TestIds.token(), NOON, Factor.PASSWORD),
        TestEvents.joined(user, ACME, Role.ADMIN),
        TestEvents.joined(user, BETA, Role.OWNER),
        new OrgRoleChanged(user, ACME, Role.ADMIN, Role.MEMBER),
        new MemberSuspended(user, ACME),
        new MemberReactivated(user, ACME),
        new MfaEnrollmentStarted(user, TestIds.enrollment(), TestIds.totp(), NOON),
        TestEvents.mfaEnabled(user, second),
        new RecoveryCodesIssued(user, TestIds.codes(), 10, null),
        new SessionEnded(user, third, EndCause.SINGLE_FACTOR, NOON),
        new RecoveryCodeUsed(user, TestIds.codes(), 3, 9),
        new SessionReauthenticated(user, second, List.of(Factor.PASSWORD, Factor.TOTP), null),
        new AuthenticatorDisabled(user, Authenticator.TOTP, false, 50),
        new AuthenticatorEnabled(user, Authenticator.TOTP),
        new ExternalIdentityLinked(
            user, TestEvents.IDENTITY, TestEvents.sealed(user), TestEvents.sealed(user)),
        new ExternalIdentityUnlinked(user, TestEvents.IDENTITY),
        TestEvents.passkeyRegistered(user, TestEvents.PASSKEY, second),
        new PasskeyUsed(user, TestEvents.PASSKEY, 5, true, true, true),
        new PasskeyRenamed(user, TestEvents.PASSKEY, TestEvents.sealed(user)),
        new PasskeyRevoked(user, TestEvents.PASSKEY, true),
        new MfaDisabled(user, TestIds.totp()),
        new MfaReset(user, TestIds.totp(), null, "lost"),
        new MfaGracePeriodStarted(
            user, ACME, MfaObligationCause.FACTOR_RESET, 1, NOON, NOON.plusSeconds(9), null),
        new MfaGracePeriodChanged(user, ACME, 2, NOON, NOON.plusSeconds(9), NOON.plusSeconds(8)),
        new MfaGracePeriodExtended(
            user, ACME, NOON, NOON.plusSeconds(8), NOON.plusSeconds(10), "Asked nicely"),
        new MfaGracePeriodEndingSoon(user, ACME, NOON.plusSeconds(10)),
        new MfaGracePeriodEnded(user, ACME, NOON.plusSeconds(10)),
        new MfaObligationMet(user, ACME),
        new MfaGracePeriodStarted(
            user, ACME, MfaObligationCause.JOINED, 1, NOON, NOON.plusSeconds(9), null),
        new MfaObligationLifted(
            user, ACME, MfaObligationEnd.DEMOTED, 1, NOON, NOON.plusSeconds(3), null),
        new MemberRemoved(user, ACME, Role.MEMBER),
        new OrgLeft(user, BETA, Role.OWNER),
        new SessionsRevoked(user, EndCause.MFA_RESET, null));
  }

  @Test
  @Tag("DEC-1")
  void every_event_of_a_user_moves_the_revision_to_its_own() {
    UserId user = TestIds.user();
    List<UserSecurityEvent> life = aLife(user);
    assertThat(life.stream().map(Object::getClass).collect(Collectors.toSet()))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.asList(UserSecurityEvent.class.getPermittedSubclasses()));

    for (int revision = 0; revision < life.size(); revision++) {
      node.happened(life.get(revision));
      assertThat(revisionOf(user)).isEqualTo(revision);
    }
  }

  @Test
  @Tag("SES-1")
  void a_history_that_is_handled_again_changes_nothing_and_revives_no_session() throws Exception {
    UserId user = TestIds.user();
    List<UserSecurityEvent> life = aLife(user);
    AnnotationEventHandlerAdapter projection =
        new AnnotationEventHandlerAdapter(
            new EnforcementProjection(new EnforcementRows(database.command())));

    for (int soFar = 0; soFar < life.size(); soFar++) {
      node.happened(life.get(soFar));
      List<String> before = rows();
      for (int again = 0; again <= soFar; again++) {
        projection.handle(
            new GenericDomainEventMessage<>("user", user.value(), again, life.get(again)));
      }
      assertThat(rows()).as("after %s", life.get(soFar)).isEqualTo(before);
    }
  }

  @Test
  void a_row_that_cannot_be_written_fails_the_command_and_leaves_no_fact() {
    UserId stranger = TestIds.user();

    assertThatThrownBy(() -> node.happened(new MfaDisabled(stranger, TestIds.totp())))
        .hasStackTraceContaining("rebuild the rows");

    assertThat(facts(stranger.value())).isZero();
  }

  @Test
  void a_refused_sign_in_is_no_row() {
    List<String> before = rows();
    node.happened(new SignInRefused(null, "hash", Factor.PASSWORD, SignInRefusal.UNKNOWN_EMAIL, 1));

    assertThat(rows()).isEqualTo(before);
  }

  @Test
  @Tag("SES-1")
  void two_sessions_never_share_a_token() {
    Person ada = Person.signedIn(database, node, Factor.PASSWORD);
    SessionStarted again =
        TestEvents.started(ada.id(), TestIds.session(), ada.token(), NOON, Factor.PASSWORD);

    assertThatThrownBy(() -> node.happened(again)).hasStackTraceContaining("token_hash");
    assertThat(sessions(ada.id())).containsExactly(ada.session().value());
  }

  @Test
  @Tag("SES-3")
  void revoking_ends_all_sessions_of_the_user_but_the_one_that_is_named_and_nobody_elses() {
    Person ada = Person.signedIn(database, node, Factor.PASSWORD);
    Person bob = Person.signedIn(database, node, Factor.PASSWORD);
    SessionId other = signIn(ada.id());

    node.happened(new SessionsRevoked(ada.id(), EndCause.REVOKED_BY_USER, other));
    assertThat(sessions(ada.id())).containsExactly(other.value());
    node.happened(new SessionsRevoked(ada.id(), EndCause.REVOKED_BY_OPERATOR, null));
    assertThat(sessions(ada.id())).isEmpty();
    assertThat(sessions(bob.id())).containsExactly(bob.session().value());
  }

  @Test
  @Tag("PWD-3")
  void a_new_temporary_password_and_its_rotation_end_every_session() {
    Person ada = Person.signedIn(database, node, Factor.PASSWORD);
    node.happened(new TemporaryPasswordIssued(ada.id(), TestIds.password(), null, NOON, null));
    assertThat(sessions(ada.id())).isEmpty();

    SessionId withTemporary = TestIds.session();
    node.happened(
        TestEvents.started(ada.id(), withTemporary, TestIds.token(), NOON, true, Factor.PASSWORD));
    assertThat(sessions(ada.id())).containsExactly(withTemporary.value());
    node.happened(new PasswordRotated(ada.id(), TestIds.password(), TestIds.password()));
    assertThat(sessions(ada.id())).isEmpty();
  }

  @Test
  @Tag("TOTP-6")
  void the_session_that_proved_the_authenticator_counts_as_multi_factor_from_then_on() {
    Person ada = Person.signedIn(database, node, Factor.PASSWORD);
    assertThat(locked(ada).liveSession())
        .hasValueSatisfying(s -> assertThat(s.multiFactor()).isFalse());

    node.happened(TestEvents.mfaEnabled(ada.id(), ada.session()));

    assertThat(locked(ada).liveSession())
        .hasValueSatisfying(s -> assertThat(s.multiFactor()).isTrue());
    assertThat(locked(ada).isReauthenticated()).isTrue();
  }

  @Test
  @Tag("SES-5")
  void once_an_authenticator_is_on_another_session_needs_it_to_re_authenticate() {
    Person ada = Person.signedIn(database, node, Factor.PASSWORD);
    node.happened(TestEvents.mfaEnabled(ada.id(), ada.session()));
    Person elsewhere = new Person(ada.id(), TestIds.session(), TestIds.token());
    node.happened(
        TestEvents.started(
            ada.id(), elsewhere.session(), elsewhere.token(), NOON, Factor.PASSWORD));
    assertThat(locked(elsewhere).isReauthenticated()).isFalse();

    node.happened(
        new SessionReauthenticated(
            ada.id(), elsewhere.session(), List.of(Factor.PASSWORD, Factor.TOTP), null));
    assertThat(locked(elsewhere).isReauthenticated()).isTrue();
  }

  @Test
  @Tag("SES-5")
  @Tag("TOTP-5")
  void a_recovery_code_helps_to_replace_the_authenticator_and_to_nothing_else() {
    Person ada = Person.signedIn(database, node, Factor.PASSWORD);
    node.happened(TestEvents.mfaEnabled(ada.id(), ada.session()));
    Person recovered = new Person(ada.id(), TestIds.session(), TestIds.token());
    node.happened(
        TestEvents.started(
            ada.id(),
            recovered.session(),
            recovered.token(),
            NOON,
            Factor.PASSWORD,
            Factor.RECOVERY_CODE));

    assertThat(locked(recovered).isReauthenticated()).isFalse();
    assertThat(locked(recovered).isReauthenticatedOrRecovered()).isTrue();
    node.happened(
        new SessionReauthenticated(
            ada.id(), recovered.session(), List.of(Factor.PASSWORD, Factor.RECOVERY_CODE), null));
    assertThat(locked(recovered).isReauthenticated()).isFalse();
    database.advance(Duration.ofMinutes(11));
    assertThat(locked(recovered).isReauthenticatedOrRecovered()).isFalse();
  }

  @Test
  @Tag("SES-5")
  void without_an_authenticator_the_password_alone_re_authenticates() {
    Person ada = Person.signedIn(database, node, Factor.PASSWORD);
    database.advance(Duration.ofMinutes(11));
    assertThat(locked(ada).isReauthenticated()).isFalse();

    node.happened(
        new SessionReauthenticated(ada.id(), ada.session(), List.of(Factor.PASSWORD), null));
    assertThat(locked(ada).isReauthenticated()).isTrue();
  }

  @Test
  @Tag("SES-5")
  void by_sso_the_user_is_re_authenticated_for_ten_minutes_from_when_the_provider_says_it_was() {
    Person ada = Person.signedIn(database, node, Factor.PASSWORD);
    Person silent = bySso(ada, null, false);
    Person fiveMinutesAgo = bySso(ada, NOON.minus(Duration.ofMinutes(5)), false);
    assertThat(locked(silent).isReauthenticated()).isFalse();
    assertThat(locked(fiveMinutesAgo).isReauthenticated()).isTrue();
    database.advance(Duration.ofMinutes(6));
    assertThat(locked(fiveMinutesAgo).isReauthenticated()).isFalse();

    node.happened(again(silent, NOON.minus(Duration.ofMinutes(3)), false));
    assertThat(locked(silent).isReauthenticated()).isTrue();
    database.advance(Duration.ofMinutes(2));
    assertThat(locked(silent).isReauthenticated()).isFalse();
  }

  @Test
  @Tag("SES-5")
  @Tag("SIGN-1")
  void sso_is_one_factor_unless_the_providers_own_mfa_is_honoured() {
    Person ada = Person.signedIn(database, node, Factor.PASSWORD);
    node.happened(TestEvents.mfaEnabled(ada.id(), ada.session()));
    Person single = bySso(ada, NOON, false);
    Person honoured = bySso(ada, NOON, true);
    assertThat(locked(single).isReauthenticated()).isFalse();
    assertThat(locked(honoured).isReauthenticated()).isTrue();
    assertThat(locked(single).liveSession())
        .hasValueSatisfying(s -> assertThat(s.multiFactor()).isFalse());
    assertThat(locked(honoured).liveSession())
        .hasValueSatisfying(s -> assertThat(s.multiFactor()).isTrue());

    node.happened(again(single, NOON, false));
    assertThat(locked(single).isReauthenticated()).isFalse();
    node.happened(again(single, NOON, true));
    assertThat(locked(single).isReauthenticated()).isTrue();
  }

  private Person bySso(Person of, @Nullable Instant authenticatedAt, boolean multiFactor) {
    Person person = new Person(of.id(), TestIds.session(), TestIds.token());
    node.happened(
        TestEvents.startedBySso(
            person.id(), person.session(), person.token(), NOON, authenticatedAt, multiFactor));
    return person;
  }

  private static SessionReauthenticated again(
      Person person, Instant authenticatedAt, boolean multiFactor) {
    return new SessionReauthenticated(
        person.id(),
        person.session(),
        List.of(Factor.SSO),
        null,
        new ProviderAuthentication(TestEvents.IDENTITY, authenticatedAt, multiFactor));
  }

  private LockedRows locked(Person person) {
    return node.inTransaction(
        () -> node.authority.lock(null, false, person.id(), person.token(), null));
  }

  private SessionId signIn(UserId user) {
    SessionId session = TestIds.session();
    Sha256 token = TestIds.token();
    SecurityEvent started = TestEvents.started(user, session, token, NOON, Factor.PASSWORD);
    node.happened(started);
    return session;
  }

  private long revisionOf(UserId user) {
    return JdbcClient.create(database.owner())
        .sql("SELECT revision FROM enforcement.user_1 WHERE user_id = :user")
        .param("user", user.value())
        .query(Long.class)
        .single();
  }

  private List<String> sessions(UserId user) {
    return JdbcClient.create(database.owner())
        .sql("SELECT session_id FROM enforcement.session_1 WHERE user_id = :user")
        .param("user", user.value())
        .query((row, number) -> row.getString(1))
        .list();
  }

  private int facts(String subject) {
    return JdbcClient.create(database.owner())
        .sql("SELECT count(*) FROM log.event WHERE subject_id = :subject")
        .param("subject", subject)
        .query(Integer.class)
        .single();
  }

  private List<String> rows() {
    return AllRows.of(database);
  }
}
