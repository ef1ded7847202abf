package com.keeptrusts.security.command.user;

import static com.keeptrusts.security.command.user.TestCredentials.app;
import static com.keeptrusts.security.command.user.TestCredentials.codes;
import static com.keeptrusts.security.command.user.TestCredentials.enrollment;
import static com.keeptrusts.security.command.user.TestCredentials.step;
import static com.keeptrusts.security.command.user.TestSessions.ONE_DAY;
import static com.keeptrusts.security.command.user.TestSessions.ONE_HOUR;
import static com.keeptrusts.security.command.user.TestSessions.token;
import static com.keeptrusts.security.command.user.TestUsers.ANNA;
import static com.keeptrusts.security.command.user.TestUsers.EMAIL;
import static com.keeptrusts.security.command.user.TestUsers.NAME;
import static com.keeptrusts.security.command.user.TestUsers.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.command.authority.Standing;
import com.keeptrusts.security.event.EndCause;
import com.keeptrusts.security.event.MfaEnabled;
import com.keeptrusts.security.event.Origin;
import com.keeptrusts.security.event.PasswordRevision;
import com.keeptrusts.security.event.RecoveryCodeUsed;
import com.keeptrusts.security.event.SessionEnded;
import com.keeptrusts.security.event.SessionId;
import com.keeptrusts.security.event.SessionReauthenticated;
import com.keeptrusts.security.event.SessionStarted;
import com.keeptrusts.security.event.SessionsRevoked;
import com.keeptrusts.security.event.TotpStep;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/** Whatever is asked of an account, in whatever order, the promises below hold. */
class AnySequenceOfCommandsTest {

  /** One thing to ask; the numbers choose among what there was before, the newest most often. */
  record Ask(Kind kind, int which, int step, int second) {}

  enum Kind {
    SIGN_IN,
    SIGN_IN_AGAIN,
    REAUTHENTICATE,
    ENABLE,
    CONFIRM,
    ROTATE,
    ISSUE_PASSWORD,
    REGENERATE,
    DISABLE,
    RESET,
    END,
    REVOKE,
    EXPIRE,
    WAIT
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  @Tag("TOTP-3")
  void a_step_of_one_secret_is_accepted_at_most_once_and_only_a_later_one(
      @ForAll("asked") List<Ask> asked) {
    TotpStep last = step(-1);
    for (Object event : new Story().tell(asked)) {
      if (event instanceof MfaEnabled enabled) {
        last = enabled.acceptedStep();
      } else {
        TotpStep accepted = acceptedBy(event);
        if (accepted != null) {
          assertThat(accepted).isGreaterThan(last);
          last = accepted;
        }
      }
    }
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  @Tag("RC-2")
  void a_place_of_one_set_of_recovery_codes_is_used_at_most_once(@ForAll("asked") List<Ask> asked) {
    Set<String> used = new HashSet<>();
    for (Object event : new Story().tell(asked)) {
      if (event instanceof RecoveryCodeUsed code) {
        assertThat(used.add(code.set() + "/" + code.place())).isTrue();
      }
    }
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  @Tag("SES-1")
  void a_session_that_ended_never_lives_again(@ForAll("asked") List<Ask> asked) {
    Set<SessionId> live = new LinkedHashSet<>();
    for (Object event : new Story().tell(asked)) {
      if (event instanceof SessionStarted started) {
        live.add(started.session());
        assertThat(live).hasSizeLessThanOrEqualTo(LiveSessions.MOST);
      } else if (event instanceof SessionEnded ended) {
        assertThat(live.remove(ended.session())).isTrue();
      } else if (event instanceof SessionsRevoked revoked) {
        live.removeIf(session -> !session.equals(revoked.except()));
      } else if (event instanceof SessionReauthenticated again) {
        assertThat(live).contains(again.session());
      } else if (event instanceof MfaEnabled enabled) {
        assertThat(live).contains(enabled.provenIn());
      }
    }
  }

  @Provide
  Arbitrary<List<Ask>> asked() {
    Arbitrary<Kind> kinds =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.of(Kind.class)),
            Tuple.of(
                2, Arbitraries.of(Kind.SIGN_IN, Kind.REAUTHENTICATE, Kind.ENABLE, Kind.CONFIRM)));
    return Combinators.combine(
            kinds,
            Arbitraries.integers().between(0, 3),
            Arbitraries.integers().between(-1, 2),
            Arbitraries.integers().between(0, 9))
        .as(Ask::new)
        .list()
        .ofMaxSize(60);
  }

  private static @Nullable TotpStep acceptedBy(Object event) {
    if (event instanceof SessionStarted started) {
      return started.acceptedStep();
    }
    return event instanceof SessionReauthenticated again ? again.acceptedStep() : null;
  }

  /** Asks one thing after the other, in a world that knows what was asked before. */
  private static final class Story {

    private static final int CODES = 3;

    private final Decider decider = new Decider();
    private Instant now = NOW;
    private int passwords;
    private int apps;
    private int sets;
    private int sessions;
    private int highestStep;

    List<Object> tell(List<Ask> asked) {
      ask(new RegisterUser(ANNA, EMAIL, NAME, null));
      List.of(Kind.ISSUE_PASSWORD, Kind.SIGN_IN, Kind.ROTATE, Kind.ENABLE, Kind.CONFIRM)
          .forEach(kind -> ask(command(new Ask(kind, 0, 1, 0))));
      asked.stream()
          .filter(next -> next.kind() != Kind.WAIT || passes(next))
          .forEach(next -> ask(command(next)));
      return decider.happened(ANNA);
    }

    private boolean passes(Ask next) {
      now = now.plus(Duration.ofMinutes(30L * next.second()));
      return false;
    }

    private void ask(Object command) {
      decider.accepts(command, Map.of(Origin.AT, now, Standing.KEY, TestOrgs.operator()));
    }

    private Object command(Ask next) {
      int which = next.which();
      return switch (next.kind()) {
        case SIGN_IN -> start(++sessions, next);
        case SIGN_IN_AGAIN -> start(++sessions, new Ask(next.kind(), 0, 0, next.second()));
        case REAUTHENTICATE -> new Reauthenticate(ANNA, session(which), password(0), totp(next));
        case ENABLE ->
            new EnableMfa(ANNA, enrollment(++apps), app(apps), now.plus(Duration.ofMinutes(10)));
        case CONFIRM ->
            new ConfirmMfa(
                ANNA,
                enrollment(apps),
                app(apps),
                moved(next),
                session(which),
                codes(++sets),
                CODES);
        case ROTATE -> rotate(next);
        case ISSUE_PASSWORD ->
            new IssueTemporaryPassword(
                ANNA, null, revision(++passwords), now.plus(Duration.ofDays(3)));
        case REGENERATE -> new RegenerateRecoveryCodes(ANNA, codes(++sets), CODES);
        case DISABLE -> new DisableMfa(ANNA);
        case RESET -> new ResetMfa(ANNA, null, "Lost the phone");
        case END -> new EndSession(ANNA, session(which));
        case REVOKE -> new RevokeSessions(ANNA, which == 0 ? null : session(which));
        case EXPIRE -> new ExpireSession(ANNA, session(which), EndCause.IDLE, now);
        case WAIT -> throw new IllegalStateException("Nothing is asked while time passes");
      };
    }

    private StartSession start(int session, Ask next) {
      return new StartSession(
          ANNA,
          token(-session),
          TestSessions.id(session),
          token(session),
          password(next.which() / 3),
          second(next),
          ONE_DAY,
          ONE_HOUR,
          false);
    }

    private RotatePassword rotate(Ask next) {
      PasswordRevision verified = password(0);
      SessionId asking = session(next.which());
      int fresh = ++sessions;
      return new RotatePassword(
          ANNA,
          verified,
          revision(++passwords),
          next.second() < 2 ? null : second(next),
          asking,
          TestSessions.id(fresh),
          token(fresh),
          ONE_DAY,
          ONE_HOUR);
    }

    private @Nullable SecondFactorProof second(Ask next) {
      return switch (next.second() % 5) {
        case 0 -> null;
        case 1 -> new RecoveryCodeProof(codes(Math.max(1, sets - next.which() / 2)), next.which());
        default -> totp(next);
      };
    }

    private @Nullable TotpProof totp(Ask next) {
      return next.second() == 0
          ? null
          : new TotpProof(app(Math.max(1, apps - next.which() / 3)), moved(next));
    }

    private TotpStep moved(Ask next) {
      int chosen = Math.max(0, highestStep + next.step());
      highestStep = Math.max(highestStep, chosen);
      return step(chosen);
    }

    private SessionId session(int back) {
      return TestSessions.id(Math.max(1, sessions - back));
    }

    private PasswordRevision password(int back) {
      return revision(Math.max(1, passwords - back));
    }

    private static PasswordRevision revision(int number) {
      return PasswordRevision.of(TestUsers.id(600 + number));
    }
  }
}
