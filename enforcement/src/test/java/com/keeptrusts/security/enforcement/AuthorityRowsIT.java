package com.keeptrusts.security.enforcement;

import static com.keeptrusts.security.enforcement.TestRows.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.event.EndCause;
import com.keeptrusts.security.event.MemberSuspended;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.OrgRoleChanged;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.Scope;
import com.keeptrusts.security.event.ServiceClientId;
import com.keeptrusts.security.event.ServiceCredentialIssued;
import com.keeptrusts.security.event.ServiceCredentialRevoked;
import com.keeptrusts.security.event.SessionEnded;
import com.keeptrusts.security.event.Sha256;
import com.keeptrusts.security.log.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AuthorityRowsIT {

  private static final OrgId ACME = TestIds.org();

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private TestDatabase database;
  private TestNode node;
  private TestNode another;

  @BeforeEach
  void start() {
    database = TestDatabase.fresh();
    node = new TestNode(database.command());
    another = new TestNode(database.anotherCommandNode());
    node.happened(TestEvents.registered(ACME));
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
    database.close();
  }

  @Test
  @Tag("ORG-1")
  void the_caller_is_found_with_session_account_and_role_in_the_org() {
    database.setClock(NOON);
    Person ada = Person.memberOf(database, node, ACME, Role.ADMIN);
    Person bob = Person.memberOf(database, node, ACME, Role.MEMBER);

    LockedRows rows = lock(node, ACME, bob, ada);

    assertThat(rows.now()).isEqualTo(NOON);
    assertThat(rows.orgExists()).isTrue();
    assertThat(rows.user()).contains(ada.id());
    assertThat(rows.activeRole()).contains(Role.ADMIN);
    assertThat(rows.liveSession().map(SessionRow::id)).contains(ada.session());
    assertThat(rows.isReauthenticated()).isTrue();
  }

  @Test
  void who_acts_for_itself_gets_the_instant_and_what_exists() {
    database.setClock(NOON);

    LockedRows rows =
        node.inTransaction(
            () -> node.authority.lock(TestIds.org(), false, TestIds.user(), null, null));

    assertThat(rows.now()).isEqualTo(NOON);
    assertThat(rows.orgExists()).isFalse();
    assertThat(rows.user()).isEmpty();
    assertThat(rows.anotherActiveOwner()).isFalse();
  }

  @Test
  @Tag("SES-1")
  void a_session_that_ran_out_gives_its_user_no_authority() {
    database.setClock(NOON);
    Person ada = Person.memberOf(database, node, ACME, Role.OWNER);

    database.setClock(NOON.plus(Duration.ofMinutes(61)));
    LockedRows rows = lock(node, ACME, ada, ada);

    assertThat(rows.liveSession()).isEmpty();
    assertThat(rows.user()).isEmpty();
    assertThat(rows.isReauthenticated()).isFalse();
    assertThat(rows.isReauthenticatedOrRecovered()).isFalse();
  }

  @Test
  @Tag("SES-5")
  void authority_that_needs_re_authentication_is_gone_after_ten_minutes() {
    database.setClock(NOON);
    Person ada = Person.memberOf(database, node, ACME, Role.OWNER);

    database.advance(Duration.ofMinutes(10));
    assertThat(lock(node, ACME, ada, ada).isReauthenticated()).isTrue();
    database.advance(Duration.ofMillis(1));
    assertThat(lock(node, ACME, ada, ada).isReauthenticated()).isFalse();
  }

  @Test
  @Tag("SES-3")
  void a_suspended_admin_has_no_role() {
    Person ada = Person.memberOf(database, node, ACME, Role.ADMIN);
    node.happened(new MemberSuspended(ada.id(), ACME));

    assertThat(lock(node, ACME, ada, ada).activeRole()).isEmpty();
  }

  @Test
  @Tag("ORG-2")
  void another_active_owner_is_one_beside_the_commands_user_who_is_not_suspended() {
    Person ada = Person.memberOf(database, node, ACME, Role.OWNER);
    Person bob = Person.memberOf(database, node, ACME, Role.OWNER);
    Person eve = Person.memberOf(database, node, ACME, Role.ADMIN);

    assertThat(lock(node, ACME, ada, ada).anotherActiveOwner()).isTrue();
    assertThat(lock(node, ACME, eve, ada).anotherActiveOwner()).isTrue();
    node.happened(new MemberSuspended(bob.id(), ACME));
    assertThat(lock(node, ACME, ada, ada).anotherActiveOwner()).isFalse();
    assertThat(lock(node, ACME, bob, ada).anotherActiveOwner()).isTrue();
  }

  @Test
  @Tag("SES-4")
  void a_demotion_acknowledged_while_a_command_of_the_demoted_admin_waits_stops_that_command()
      throws Exception {
    Person ada = Person.memberOf(database, node, ACME, Role.OWNER);
    Person bob = Person.memberOf(database, node, ACME, Role.ADMIN);
    Person eve = Person.memberOf(database, node, ACME, Role.MEMBER);
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch waits = new CountDownLatch(1);

    Future<Boolean> demotion =
        threads.submit(
            () ->
                node.inTransaction(
                    () -> {
                      node.authority.lock(ACME, true, bob.id(), ada.token(), null);
                      held.countDown();
                      await(waits);
                      node.publish(new OrgRoleChanged(bob.id(), ACME, Role.ADMIN, Role.MEMBER));
                      return true;
                    }));
    held.await();
    Future<LockedRows> command = threads.submit(() -> lock(another, ACME, eve, bob));
    awaitSomebodyWhoWaitsForALock();
    waits.countDown();

    assertThat(demotion.get()).isTrue();
    assertThat(command.get().activeRole()).contains(Role.MEMBER);
  }

  @Test
  @Tag("SES-4")
  void a_sign_out_acknowledged_while_a_command_of_that_session_waits_stops_that_command()
      throws Exception {
    Person ada = Person.memberOf(database, node, ACME, Role.OWNER);
    Person bob = Person.memberOf(database, node, ACME, Role.MEMBER);
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch waits = new CountDownLatch(1);

    Future<Boolean> signOut =
        threads.submit(
            () ->
                node.inTransaction(
                    () -> {
                      node.authority.lock(null, false, ada.id(), ada.token(), null);
                      node.publish(
                          new SessionEnded(
                              ada.id(), ada.session(), EndCause.SIGNED_OUT, database.now()));
                      held.countDown();
                      await(waits);
                      return true;
                    }));
    held.await();
    Future<LockedRows> command = threads.submit(() -> lock(another, ACME, bob, ada));
    awaitSomebodyWhoWaitsForALock();
    waits.countDown();

    assertThat(signOut.get()).isTrue();
    assertThat(command.get().liveSession()).isEmpty();
  }

  @Test
  @Tag("ORG-4")
  void a_revocation_acknowledged_while_a_command_of_that_client_waits_stops_that_command()
      throws Exception {
    ServiceClientId client = TestIds.client();
    node.happened(
        new ServiceCredentialIssued(
            client,
            "console",
            Set.of(Scope.ACT, Scope.DIRECTORY),
            Sha256.ofToken("credential"),
            database.now().plus(Duration.ofDays(1))));
    assertThat(clientScopes(node, client)).containsExactlyInAnyOrder(Scope.ACT, Scope.DIRECTORY);
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch waits = new CountDownLatch(1);

    Future<Boolean> revocation =
        threads.submit(
            () ->
                node.inTransaction(
                    () -> {
                      node.publish(new ServiceCredentialRevoked(client));
                      held.countDown();
                      await(waits);
                      return true;
                    }));
    held.await();
    Future<Set<Scope>> command = threads.submit(() -> clientScopes(another, client));
    awaitSomebodyWhoWaitsForALock();
    waits.countDown();

    assertThat(revocation.get()).isTrue();
    assertThat(command.get()).isEmpty();
  }

  @Test
  @Tag("ORG-4")
  void a_client_that_is_unknown_or_has_expired_may_do_nothing() {
    ServiceClientId client = TestIds.client();
    database.setClock(NOON);
    node.happened(
        new ServiceCredentialIssued(
            client,
            "console",
            Set.of(Scope.ACT),
            Sha256.ofToken("another credential"),
            NOON.plus(Duration.ofDays(1))));
    database.setClock(NOON.plus(Duration.ofDays(1)));

    assertThat(clientScopes(node, client)).isEmpty();
    assertThat(clientScopes(node, TestIds.client())).isEmpty();
  }

  private static Set<Scope> clientScopes(TestNode where, ServiceClientId client) {
    return where.inTransaction(
        () -> where.authority.lock(null, false, null, null, client).clientScopes());
  }

  @Test
  @Tag("ORG-2")
  void of_two_owners_who_demote_each_other_at_once_one_remains() throws Exception {
    for (int round = 0; round < 10; round++) {
      OrgId org = TestIds.org();
      node.happened(TestEvents.registered(org));
      Person ada = Person.memberOf(database, node, org, Role.OWNER);
      Person bob = Person.memberOf(database, node, org, Role.OWNER);
      CyclicBarrier together = new CyclicBarrier(2);

      Future<Boolean> one = threads.submit(() -> demote(node, together, org, ada, bob));
      Future<Boolean> other = threads.submit(() -> demote(another, together, org, bob, ada));

      assertThat(List.of(one.get(), other.get())).containsExactlyInAnyOrder(true, false);
      assertThat(owners(org)).isEqualTo(1);
    }
  }

  @Test
  void commands_about_one_org_that_change_nobodys_role_do_not_wait_for_each_other()
      throws Exception {
    Person ada = Person.memberOf(database, node, ACME, Role.OWNER);
    Person bob = Person.memberOf(database, node, ACME, Role.MEMBER);
    Person eve = Person.memberOf(database, node, ACME, Role.MEMBER);

    boolean both =
        node.inTransaction(
            () -> {
              node.authority.lock(ACME, false, bob.id(), ada.token(), null);
              return finish(() -> lock(another, ACME, eve, ada)).orgExists();
            });

    assertThat(both).isTrue();
  }

  private boolean demote(TestNode where, CyclicBarrier together, OrgId org, Person by, Person whom)
      throws Exception {
    together.await();
    return where.inTransaction(
        () -> {
          LockedRows rows = where.authority.lock(org, true, whom.id(), by.token(), null);
          boolean mayDo =
              rows.activeRole().filter(role -> role == Role.OWNER).isPresent()
                  && rows.anotherActiveOwner();
          if (mayDo) {
            where.publish(new OrgRoleChanged(whom.id(), org, Role.OWNER, Role.MEMBER));
          }
          return mayDo;
        });
  }

  private static LockedRows lock(TestNode where, OrgId org, Person target, Person caller) {
    return where.inTransaction(
        () -> where.authority.lock(org, false, target.id(), caller.token(), null));
  }

  private int owners(OrgId org) {
    return JdbcClient.create(database.owner())
        .sql("SELECT count(*) FROM enforcement.membership_1 WHERE org_id = :org AND role = 'OWNER'")
        .param("org", org.value())
        .query(Integer.class)
        .single();
  }

  private void awaitSomebodyWhoWaitsForALock() {
    JdbcClient owner = JdbcClient.create(database.owner());
    boolean waiting = false;
    while (!waiting) {
      waiting =
          owner
              .sql(
                  """
                  SELECT EXISTS (
                    SELECT FROM pg_locks WHERE NOT granted
                      AND (database IS NULL OR database = (
                        SELECT oid FROM pg_database WHERE datname = current_database())))
                  """)
              .query(Boolean.class)
              .single();
    }
  }

  private <T> T finish(Supplier<T> step) {
    try {
      Callable<T> call = step::get;
      return threads.submit(call).get();
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }
}
