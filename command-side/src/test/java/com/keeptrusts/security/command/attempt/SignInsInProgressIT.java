package com.keeptrusts.security.command.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.command.vault.TestVault;
import com.keeptrusts.security.event.ExternalIdentityId;
import com.keeptrusts.security.event.Factor;
import com.keeptrusts.security.event.PasswordRevision;
import com.keeptrusts.security.event.ProviderAuthentication;
import com.keeptrusts.security.event.Sha256;
import com.keeptrusts.security.event.UserId;
import com.keeptrusts.security.log.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Tag("SIGN-6")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignInsInProgressIT {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final Sha256 PHONE = Sha256.ofToken("phone");

  private TestDatabase database;
  private SignInsInProgress signIns;

  @BeforeAll
  void open() {
    database = TestDatabase.fresh();
    signIns = new SignInsInProgress(database.command());
  }

  @AfterAll
  void close() {
    database.close();
  }

  @BeforeEach
  void startTheClock() {
    database.setClock(START);
  }

  @Test
  void a_sign_in_is_bound_to_its_user_and_device_and_knows_its_steps() {
    UserId user = TestVault.user();
    PasswordRevision revision = PasswordRevision.of(TestVault.id());
    Sha256 signIn = Sha256.ofToken(signIns.open(user, PHONE));
    assertThat(signIns.passwordVerified(signIn, revision)).isTrue();
    assertThat(found(signIn))
        .isEqualTo(
            new SignInInProgress(
                signIn,
                user,
                revision,
                null,
                Set.of(Factor.PASSWORD),
                PHONE,
                START,
                START.plus(Duration.ofMinutes(10))));
  }

  @Test
  void a_sign_in_by_a_provider_knows_the_link_and_when_the_user_was_authenticated() {
    ProviderAuthentication sso =
        new ProviderAuthentication(ExternalIdentityId.of(TestVault.id()), START, false);
    Sha256 signIn = opened();
    assertThat(signIns.providerVouched(signIn, sso)).isTrue();
    assertThat(found(signIn).sso()).isEqualTo(sso);
    assertThat(found(signIn).password()).isNull();
    assertThat(found(signIn).factors()).containsExactly(Factor.SSO);
    database.setClock(START.plus(Duration.ofMinutes(10)));
    assertThat(signIns.providerVouched(signIn, sso)).isFalse();
  }

  @Test
  void a_sign_in_of_an_unknown_e_mail_is_in_progress_too_with_nothing_verified() {
    SignInInProgress signIn = found(Sha256.ofToken(signIns.open(null, null)));
    assertThat(signIn.user()).isNull();
    assertThat(signIn.password()).isNull();
    assertThat(signIn.factors()).isEmpty();
  }

  @Test
  void a_sign_in_dies_at_ten_minutes() {
    Sha256 signIn = opened();
    database.setClock(START.plus(Duration.ofMinutes(10)).minusMillis(1));
    assertThat(signIns.find(signIn)).isPresent();
    database.setClock(START.plus(Duration.ofMinutes(10)));
    assertThat(signIns.find(signIn)).isEmpty();
    assertThat(signIns.passwordVerified(signIn, PasswordRevision.of(TestVault.id()))).isFalse();
    assertThat(signIns.consume(signIn)).isEmpty();
    assertThat(signIns.sweep(1000)).isPositive();
  }

  @Test
  void a_sign_in_is_not_prolonged_by_its_steps() {
    Sha256 signIn = opened();
    database.setClock(START.plus(Duration.ofMinutes(9)));
    signIns.passwordVerified(signIn, PasswordRevision.of(TestVault.id()));
    assertThat(found(signIn).expiresAt()).isEqualTo(START.plus(Duration.ofMinutes(10)));
  }

  @Test
  void a_sign_in_is_finished_once() {
    Sha256 signIn = opened();
    assertThat(signIns.consume(signIn)).isPresent();
    assertThat(signIns.consume(signIn)).isEmpty();
    assertThat(signIns.find(signIn)).isEmpty();
  }

  @Test
  void of_fifty_who_finish_a_sign_in_at_once_over_two_nodes_one_succeeds() throws Exception {
    Sha256 signIn = opened();
    List<SignInsInProgress> nodes =
        List.of(signIns, new SignInsInProgress(database.anotherCommandNode()));
    ExecutorService callers = Executors.newFixedThreadPool(50);
    CyclicBarrier together = new CyclicBarrier(50);
    try {
      List<Future<Optional<SignInInProgress>>> answers = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        SignInsInProgress node = nodes.get(i % 2);
        answers.add(
            callers.submit(
                () -> {
                  together.await();
                  return node.consume(signIn);
                }));
      }
      int finished = 0;
      for (Future<Optional<SignInInProgress>> answer : answers) {
        finished += answer.get().isPresent() ? 1 : 0;
      }
      assertThat(finished).isEqualTo(1);
    } finally {
      callers.shutdownNow();
    }
  }

  @Test
  void a_sign_in_is_still_open_when_the_session_could_not_be_started() {
    Sha256 signIn = opened();
    new TransactionTemplate(new JdbcTransactionManager(database.command()))
        .executeWithoutResult(
            status -> {
              assertThat(signIns.consume(signIn)).isPresent();
              status.setRollbackOnly();
            });
    assertThat(signIns.consume(signIn)).isPresent();
  }

  @Test
  void all_sign_ins_of_a_user_end_together_and_nobody_elses() {
    UserId user = TestVault.user();
    Sha256 one = Sha256.ofToken(signIns.open(user, null));
    Sha256 two = Sha256.ofToken(signIns.open(user, PHONE));
    Sha256 others = opened();
    assertThat(signIns.deleteOf(user)).isEqualTo(2);
    assertThat(signIns.find(one)).isEmpty();
    assertThat(signIns.find(two)).isEmpty();
    assertThat(signIns.find(others)).isPresent();
  }

  @Test
  void an_ended_sign_in_stays_ended() {
    Sha256 signIn = opened();
    assertThat(signIns.consume(signIn)).isPresent();
    assertThat(signIns.passwordVerified(signIn, PasswordRevision.of(TestVault.id()))).isFalse();
    assertThat(signIns.find(signIn)).isEmpty();
  }

  @Test
  void only_the_hash_of_a_sign_ins_token_is_kept() {
    String token = signIns.open(TestVault.user(), null);
    assertThat(token).matches("[A-Za-z0-9_-]{43}");
    assertThat(
            JdbcClient.create(database.command())
                .sql("SELECT count(*) FROM command.sign_in row WHERE row::text LIKE :token")
                .param("token", "%" + token + "%")
                .query(Long.class)
                .single())
        .isZero();
  }

  private Sha256 opened() {
    return Sha256.ofToken(signIns.open(TestVault.user(), null));
  }

  private SignInInProgress found(Sha256 signIn) {
    return signIns.find(signIn).orElseThrow();
  }
}
