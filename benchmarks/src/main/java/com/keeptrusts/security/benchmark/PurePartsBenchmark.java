package com.keeptrusts.security.benchmark;

import com.keeptrusts.security.command.password.Argon2Settings;
import com.keeptrusts.security.command.password.Argon2id;
import com.keeptrusts.security.command.totp.TotpCodes;
import com.keeptrusts.security.command.totp.TotpDrift;
import com.keeptrusts.security.command.totp.TotpIssuer;
import com.keeptrusts.security.command.totp.TotpSecrets;
import com.keeptrusts.security.command.totp.TotpSetup;
import com.keeptrusts.security.command.totp.TotpVerdict;
import com.keeptrusts.security.command.user.UserSecurity;
import com.keeptrusts.security.command.vault.Secret;
import com.keeptrusts.security.enforcement.Decision;
import com.keeptrusts.security.enforcement.DecisionRows;
import com.keeptrusts.security.enforcement.DecisionRules;
import com.keeptrusts.security.enforcement.MembershipRow;
import com.keeptrusts.security.enforcement.MfaDemand;
import com.keeptrusts.security.enforcement.OrgRow;
import com.keeptrusts.security.enforcement.PasswordKind;
import com.keeptrusts.security.enforcement.Question;
import com.keeptrusts.security.enforcement.SessionRow;
import com.keeptrusts.security.enforcement.UserRow;
import com.keeptrusts.security.event.AddressRules;
import com.keeptrusts.security.event.ClientAddress;
import com.keeptrusts.security.event.EmailAddress;
import com.keeptrusts.security.event.EndCause;
import com.keeptrusts.security.event.Factor;
import com.keeptrusts.security.event.MfaPolicies;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Personal;
import com.keeptrusts.security.event.PersonalOwner;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.SessionEnded;
import com.keeptrusts.security.event.SessionId;
import com.keeptrusts.security.event.SessionStarted;
import com.keeptrusts.security.event.Sha256;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.event.UserRegistered;
import com.keeptrusts.security.log.LogSerializer;
import com.keeptrusts.security.log.StoredNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.SimpleEventBus;
import org.axonframework.eventsourcing.EventSourcedAggregate;
import org.axonframework.eventsourcing.GenericAggregateFactory;
import org.axonframework.eventsourcing.NoSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.inspection.AggregateModel;
import org.axonframework.modelling.command.inspection.AnnotatedAggregateMetaModelFactory;
import org.axonframework.serialization.SerializedObject;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** One method a part; what each needs is made once. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PurePartsBenchmark {

  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final UserId USER = UserId.of("5f0c6d8e-3b1a-4c47-9d55-0a5a4c1d9e01");
  private static final OrgId ORG = OrgId.of("5f0c6d8e-3b1a-4c47-9d55-0a5a4c1d9e02");
  private static final SessionId SESSION = SessionId.of("5f0c6d8e-3b1a-4c47-9d55-0a5a4c1d9e03");
  private static final Sha256 TOKEN = Sha256.ofToken("the token of a session");
  private static final SessionStarted STARTED =
      new SessionStarted(
          USER,
          SESSION,
          TOKEN,
          List.of(Factor.PASSWORD),
          false,
          null,
          NOW.plus(Duration.ofDays(1)),
          Duration.ofHours(1),
          true);

  private final Secret totpSecret = new TotpSecrets().next();
  private final TotpCodes codes = new TotpCodes(TotpDrift.DEFAULT);
  private final TotpIssuer issuer = new TotpIssuer("Keeptrusts");
  private final EmailAddress email = new EmailAddress("somebody@people.example");

  private final Argon2id argon2id = new Argon2id(1, 100, Duration.ofSeconds(5));
  private final byte[] salt = argon2id.freshSalt();
  private final byte[] password = "plum tango quarry lantern".getBytes(StandardCharsets.UTF_8);

  private final Question question = new Question(TOKEN, ORG, new ClientAddress("203.0.113.7"));
  private final DecisionRows rows =
      new DecisionRows(
          NOW,
          new SessionRow(
              SESSION,
              TOKEN,
              USER,
              NOW,
              NOW.plus(Duration.ofDays(1)),
              Duration.ofHours(1),
              List.of(Factor.PASSWORD),
              false,
              false,
              false,
              NOW,
              false,
              NOW),
          new UserRow(USER, 7, false, 0, PasswordKind.PERMANENT),
          new OrgRow(ORG, 0, 0, null),
          new MembershipRow(USER, ORG, Role.MEMBER, false),
          List.of(new MfaDemand(ORG, Role.MEMBER, false, NOW, MfaPolicies.NONE, null)));

  private final LogSerializer serializer = new LogSerializer(StoredNames.events());
  private final MetaData metadata = MetaData.with("at", NOW).and("actor", "user/" + USER);
  private final SerializedObject<String> storedEvent = serializer.serialize(STARTED, String.class);
  private final SerializedObject<String> storedMetadata =
      serializer.serialize(metadata, String.class);

  private final AggregateModel<UserSecurity> model =
      AnnotatedAggregateMetaModelFactory.inspectAggregate(UserSecurity.class);
  private final GenericAggregateFactory<UserSecurity> factory =
      new GenericAggregateFactory<>(model);
  private final SimpleEventBus bus = SimpleEventBus.builder().build();
  private final List<DomainEventMessage<?>> past = past(50);

  private static List<DomainEventMessage<?>> past(int events) {
    PersonalOwner owner = PersonalOwner.of(USER);
    List<DomainEventMessage<?>> past = new ArrayList<>();
    past.add(
        fact(
            0,
            new UserRegistered(
                USER, new Personal<>(owner, "ZS1tYWls"), new Personal<>(owner, "bmFtZQ"), null)));
    for (int i = 1; i < events; i++) {
      past.add(
          fact(
              i,
              i % 2 == 1
                  ? STARTED
                  : new SessionEnded(USER, SESSION, EndCause.SIGNED_OUT, NOW.plusSeconds(i))));
    }
    return past;
  }

  private static DomainEventMessage<?> fact(long revision, Object event) {
    return new GenericDomainEventMessage<>(
        StoredNames.USER,
        USER.value(),
        revision,
        event,
        MetaData.emptyInstance(),
        "event-" + revision,
        NOW);
  }

  @Benchmark
  public TotpVerdict totpCheck() {
    return codes.check(totpSecret, "123456", NOW);
  }

  @Benchmark
  public byte[] argon2idOfAPassword() {
    return argon2id.hash(password, Argon2Settings.DEFAULT, salt);
  }

  @Benchmark
  public Decision decisionRules() {
    return DecisionRules.decide(rows, question, AddressRules.NONE);
  }

  @Benchmark
  public int eventToJson() {
    return serializer.serialize(STARTED, String.class).getData().length()
        + serializer.serialize(metadata, String.class).getData().length();
  }

  @Benchmark
  public Object eventFromJson() {
    MetaData read = serializer.deserialize(storedMetadata);
    SessionStarted started = serializer.deserialize(storedEvent);
    return started.session().value() + read.size();
  }

  @Benchmark
  public Object foldOfFiftyEvents() {
    EventSourcedAggregate<UserSecurity> aggregate =
        EventSourcedAggregate.initialize(
            factory.createAggregateRoot(USER.value(), past.get(0)),
            model,
            bus,
            NoSnapshotTriggerDefinition.TRIGGER);
    aggregate.initializeState(DomainEventStream.of(past));
    return aggregate;
  }

  @Benchmark
  public TotpSetup qrCodeOfAnEnrollment() {
    return TotpSetup.of(issuer, email, totpSecret);
  }
}
