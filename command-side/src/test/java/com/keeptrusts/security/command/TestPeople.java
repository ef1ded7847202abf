package com.keeptrusts.security.command;

import com.keeptrusts.security.command.attempt.SignInsInProgress;
import com.keeptrusts.security.command.attempt.Tokens;
import com.keeptrusts.security.command.authority.Caller;
import com.keeptrusts.security.command.bus.Commands;
import com.keeptrusts.security.command.client.IssueServiceCredential;
import com.keeptrusts.security.command.email.EmailChanges;
import com.keeptrusts.security.command.lookup.Account;
import com.keeptrusts.security.command.lookup.Accounts;
import com.keeptrusts.security.command.org.RegisterOrg;
import com.keeptrusts.security.command.user.AcceptInvitation;
import com.keeptrusts.security.command.user.ConfirmMfa;
import com.keeptrusts.security.command.user.EnableMfa;
import com.keeptrusts.security.command.user.InviteMember;
import com.keeptrusts.security.command.user.IssueTemporaryPassword;
import com.keeptrusts.security.command.user.LinkExternalIdentity;
import com.keeptrusts.security.command.user.RegisterPasskey;
import com.keeptrusts.security.command.user.RegisterUser;
import com.keeptrusts.security.command.user.RotatePassword;
import com.keeptrusts.security.command.user.SecondFactorProof;
import com.keeptrusts.security.command.user.StartSession;
import com.keeptrusts.security.command.user.TotpProof;
import com.keeptrusts.security.command.vault.Secret;
import com.keeptrusts.security.command.vault.SecretName;
import com.keeptrusts.security.command.vault.Vault;
import com.keeptrusts.security.enforcement.EnforcementRevisions;
import com.keeptrusts.security.enforcement.ServiceCredential;
import com.keeptrusts.security.event.Actor;
import com.keeptrusts.security.event.ClientAddress;
import com.keeptrusts.security.event.CosePublicKey;
import com.keeptrusts.security.event.CredentialId;
import com.keeptrusts.security.event.DisplayName;
import com.keeptrusts.security.event.EmailAddress;
import com.keeptrusts.security.event.EnrollmentId;
import com.keeptrusts.security.event.ExternalIdentityId;
import com.keeptrusts.security.event.ExternalSubject;
import com.keeptrusts.security.event.InvitationId;
import com.keeptrusts.security.event.Issuer;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Origin;
import com.keeptrusts.security.event.PasskeyCredential;
import com.keeptrusts.security.event.PasskeyId;
import com.keeptrusts.security.event.PasskeyName;
import com.keeptrusts.security.event.PasswordRevision;
import com.keeptrusts.security.event.PersonalOwner;
import com.keeptrusts.security.event.RecoveryCodeSetId;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.ServiceClientId;
import com.keeptrusts.security.event.SessionId;
import com.keeptrusts.security.event.Sha256;
import com.keeptrusts.security.event.TotpRevision;
import com.keeptrusts.security.event.TotpStep;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.log.DatabaseClock;
import com.keeptrusts.security.log.PersonalData;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Makes orgs, accounts and sessions by the commands that make them in production, on one node. */
public final class TestPeople {

  public static final Duration LIFETIME = Duration.ofHours(24);
  public static final Duration IDLE_TIMEOUT = Duration.ofHours(1);
  public static final ClientAddress ADDRESS = new ClientAddress("203.0.113.7");
  public static final ServiceClientId CLIENT = ServiceClientId.of(id());

  private final TestNode node;
  private final Commands commands;

  public TestPeople(TestNode node) {
    this.node = node;
    this.commands = node.get(Commands.class);
    if (new EnforcementRevisions(node.get(DataSource.class)).of(CLIENT).isEmpty()) {
      issue(ServiceCredential.of(CLIENT, "c".repeat(43)), EnumSet.allOf(Scope.class));
    }
  }

  /** Somebody with a password of their own and a session made with it. */
  public record Person(
      UserId user, PasswordRevision password, SessionId session, String token, Caller caller) {}

  public static String id() {
    return UUID.randomUUID().toString();
  }

  /** What a service client with these scopes sends. */
  public String credential(Set<Scope> scopes) {
    ServiceCredential made = ServiceCredential.of(ServiceClientId.of(id()), "s".repeat(43));
    issue(made, scopes);
    return made.reveal();
  }

  private void issue(ServiceCredential made, Set<Scope> scopes) {
    commands.send(
        new IssueServiceCredential(
            made.client(),
            "test",
            scopes,
            made.digest(),
            node.get(DatabaseClock.class).now().plus(Duration.ofDays(300))),
        Caller.system("test"));
  }

  /** A service client that acts for itself. */
  public static Caller client(Set<Scope> scopes) {
    return new Caller(
        scopes,
        null,
        null,
        new Origin(Actor.of(CLIENT), null, null, null, null, "127.0.0.1", "test", null));
  }

  public static Caller operator() {
    return client(EnumSet.allOf(Scope.class));
  }

  public static Caller signingIn(UserId user) {
    return new Caller(
        Set.of(Scope.SIGN_IN),
        null,
        ADDRESS,
        new Origin(Actor.of(user), CLIENT, null, null, null, null, "test", null));
  }

  /** With the session of this token, for its user. */
  public static Caller acting(UserId user, SessionId session, String token) {
    return new Caller(
        Set.of(),
        Sha256.ofToken(token),
        ADDRESS,
        new Origin(Actor.of(user), CLIENT, session, null, null, null, "test", null));
  }

  public OrgId org() {
    OrgId org = OrgId.of(id());
    commands.send(new RegisterOrg(org, "Acme"), operator());
    return org;
  }

  public UserId register() {
    return register(id() + "@acme.example", null);
  }

  public UserId register(String email, @Nullable OrgId createdFor) {
    UserId user = UserId.of(id());
    PersonalData personal = node.get(PersonalData.class);
    PersonalOwner owner = PersonalOwner.of(user);
    commands.send(
        new RegisterUser(
            user,
            personal.seal(owner, new EmailAddress(email)),
            personal.seal(owner, new DisplayName("Somebody")),
            createdFor),
        operator());
    return user;
  }

  /** A password in the vault that no fact names yet. */
  public PasswordRevision writtenAhead(UserId user) {
    PasswordRevision revision = PasswordRevision.of(id());
    write(SecretName.of(revision, user));
    return revision;
  }

  private void write(SecretName name) {
    try (Secret secret = Secret.taking("anything".getBytes(StandardCharsets.UTF_8))) {
      node.get(Vault.class).write(name, secret);
    }
  }

  public PasswordRevision temporaryPassword(UserId user) {
    PasswordRevision revision = writtenAhead(user);
    commands.send(
        new IssueTemporaryPassword(
            user, null, revision, node.get(DatabaseClock.class).now().plus(Duration.ofDays(3))),
        operator());
    return revision;
  }

  public String openSignIn(UserId user) {
    return node.get(SignInsInProgress.class).open(user, null);
  }

  public StartSession startSession(
      UserId user,
      String signIn,
      String token,
      PasswordRevision verified,
      @Nullable SecondFactorProof second) {
    return new StartSession(
        user,
        Sha256.ofToken(signIn),
        SessionId.of(id()),
        Sha256.ofToken(token),
        verified,
        second,
        LIFETIME,
        IDLE_TIMEOUT,
        true);
  }

  public Person signIn(UserId user, PasswordRevision verified, @Nullable SecondFactorProof second) {
    String token = new Tokens().next();
    StartSession start = startSession(user, openSignIn(user), token, verified, second);
    commands.send(start, signingIn(user));
    return new Person(user, verified, start.session(), token, acting(user, start.session(), token));
  }

  /** Somebody who has chosen a password and is signed in with it. */
  public Person person() {
    return person(register());
  }

  public Person person(UserId user) {
    return person(user, writtenAhead(user));
  }

  /** {@code own}: the password, which is in the vault. */
  public Person person(UserId user, PasswordRevision own) {
    PasswordRevision temporary = temporaryPassword(user);
    Person gated = signIn(user, temporary, null);
    SessionId session = SessionId.of(id());
    String token = new Tokens().next();
    commands.send(
        new RotatePassword(
            user,
            temporary,
            own,
            null,
            gated.session(),
            session,
            Sha256.ofToken(token),
            LIFETIME,
            IDLE_TIMEOUT),
        gated.caller());
    return new Person(user, own, session, token, acting(user, session, token));
  }

  public Person member(OrgId org, Role role) {
    Person person = person();
    join(person, org, role);
    return person;
  }

  public void join(Person person, OrgId org, Role role) {
    String secret = id();
    commands.send(
        new InviteMember(
            person.user(),
            org,
            InvitationId.of(id()),
            Sha256.ofToken(secret),
            role,
            node.get(DatabaseClock.class).now().plus(Duration.ofDays(1))),
        operator());
    commands.send(new AcceptInvitation(person.user(), Sha256.ofToken(secret)), person.caller());
  }

  /** Makes them sign in with another e-mail, as the operator. */
  public void replaceEmail(UserId user, String email) {
    node.get(EmailChanges.class).replace(user, null, new EmailAddress(email), operator());
  }

  /** A code of the app in force, of this step. */
  public TotpProof code(UserId user, long step) {
    TotpRevision app = node.get(Accounts.class).of(user).map(Account::totp).orElseThrow();
    return new TotpProof(app, new TotpStep(step));
  }

  /** Links what a provider calls this person. */
  public ExternalIdentityId link(Person person, String issuer, String subject) {
    ExternalIdentityId identity = ExternalIdentityId.of(id());
    PersonalData personal = node.get(PersonalData.class);
    PersonalOwner owner = PersonalOwner.of(person.user());
    commands.send(
        new LinkExternalIdentity(
            person.user(),
            identity,
            personal.seal(owner, new Issuer(issuer)),
            personal.seal(owner, new ExternalSubject(subject))),
        person.caller());
    return identity;
  }

  /** Turns MFA on; the code of {@code step} is used up by it. */
  public TotpRevision enableMfa(Person person, long step) {
    UserId user = person.user();
    EnrollmentId enrollment = EnrollmentId.of(id());
    TotpRevision revision = TotpRevision.of(id());
    RecoveryCodeSetId codes = RecoveryCodeSetId.of(id());
    write(SecretName.of(revision, user));
    write(SecretName.of(codes, user));
    commands.send(
        new EnableMfa(
            user,
            enrollment,
            revision,
            node.get(DatabaseClock.class).now().plus(Duration.ofMinutes(10))),
        person.caller());
    commands.send(
        new ConfirmMfa(user, enrollment, revision, new TotpStep(step), person.session(), codes, 10),
        person.caller());
    return revision;
  }

  /** A passkey that verifies its user; with the first method, recovery codes come into force. */
  public PasskeyId registerPasskey(Person person, CredentialId credential) {
    return registerPasskey(
        person,
        new PasskeyCredential(
            credential,
            CosePublicKey.of("pQECAyYgASFY"),
            -7,
            0,
            true,
            true,
            false,
            new UUID(0, 0),
            List.of("internal"),
            "none",
            true));
  }

  /** One that an authenticator made. */
  public PasskeyId registerPasskey(Person person, PasskeyCredential credential) {
    UserId user = person.user();
    PasskeyId passkey = PasskeyId.of(id());
    RecoveryCodeSetId codes = RecoveryCodeSetId.of(id());
    write(SecretName.of(codes, user));
    commands.send(
        new RegisterPasskey(
            user,
            passkey,
            credential,
            node.get(PersonalData.class).seal(PersonalOwner.of(user), new PasskeyName("Laptop")),
            person.session(),
            codes,
            10),
        person.caller());
    return passkey;
  }

  /** An id that an authenticator may have made. */
  public static CredentialId credentialId() {
    return CredentialId.of(id().getBytes(StandardCharsets.UTF_8));
  }
}
