package com.keeptrusts.security.benchmark;

import com.keeptrusts.security.command.authority.Caller;
import com.keeptrusts.security.command.bus.Commands;
import com.keeptrusts.security.command.user.InviteMember;
import com.keeptrusts.security.event.InvitationId;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.Sha256;
import com.keeptrusts.security.event.UserId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A command on users with 10,000 events beside one on users with 10, in turns. Cold: the first that
 * a node just started gets about the user. Warm: those that follow. Before the first command ever
 * there is no snapshot of such a past, which nobody meets who wrote it by commands; it is measured
 * for the day on which snapshots are thrown away.
 */
final class LongHistories implements Figure {

  private static final int REPETITIONS = 3;
  private static final int USERS = 12;
  private static final int MANY = 10_000;
  private static final int FEW = 10;
  private static final int WARM_ROUNDS = 20;

  @Override
  public void measure(Results results) throws Exception {
    try (Installation installation = Installation.start(results.random())) {
      Population population = new Population(installation, results.random());
      OrgId org = population.org();
      List<UserId> many = histories(population, USERS, MANY);
      List<UserId> few = histories(population, USERS * (REPETITIONS + 1), FEW);
      List<UserId> others = histories(population, USERS, FEW);
      population.number();
      population.rows(installation.commandLogin(4));

      List<Double> cold = new ArrayList<>();
      List<Double> warm = new ArrayList<>();
      List<Double> coldMany = new ArrayList<>();
      List<Double> warmMany = new ArrayList<>();
      for (int i = 0; i <= REPETITIONS; i++) {
        List<UserId> fresh = few.subList(i * USERS, (i + 1) * USERS);
        try (ConfigurableApplicationContext node = installation.commandSide()) {
          Invitations invitations = new Invitations(node, installation.caller(), org);
          for (int round = 0; round < (i == 0 ? 100 : 20); round++) {
            invitations.millis(others);
          }
          Pair first = invitations.inTurns(many, fresh, 1);
          if (i == 0) {
            results.add("ms on 10,000 events without a snapshot", List.of(first.many()));
            awaitSnapshots(installation);
            continue;
          }
          Pair later = invitations.inTurns(many, fresh, WARM_ROUNDS);
          cold.add(first.many() / first.few());
          warm.add(later.many() / later.few());
          coldMany.add(first.many());
          warmMany.add(later.many());
        }
      }
      results.add("ms on 10,000 events, cold", coldMany);
      results.add("ms on 10,000 events, warm", warmMany);
      results.add("10,000 events ÷ 10, cold", cold, Goal.atMost(3));
      results.add("10,000 events ÷ 10, warm", warm, Goal.atMost(1.3));
    }
  }

  private static List<UserId> histories(Population population, int users, int events)
      throws SQLException {
    List<UserId> all = new ArrayList<>();
    for (int i = 0; i < users; i++) {
      all.add(population.history(events));
    }
    return all;
  }

  private static void awaitSnapshots(Installation installation) throws SQLException {
    String sql = "SELECT count(*) FROM log.snapshot WHERE subject_revision >= " + MANY;
    while (Integer.parseInt(installation.database().read(sql).get(0)) < USERS) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
  }

  /** Median milliseconds of a command. */
  private record Pair(double many, double few) {}

  private static final class Invitations {

    private final Commands commands;
    private final Caller caller;
    private final OrgId org;
    private final Instant expires = Instant.now().plus(Duration.ofDays(1));

    Invitations(ConfigurableApplicationContext node, Caller caller, OrgId org) {
      this.commands = node.getBean(Commands.class);
      this.caller = caller;
      this.org = org;
    }

    Pair inTurns(List<UserId> many, List<UserId> few, int rounds) {
      List<Double> onMany = new ArrayList<>();
      List<Double> onFew = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        for (int i = 0; i < many.size(); i++) {
          onMany.add(millis(many.get(i)));
          onFew.add(millis(few.get(i)));
        }
      }
      return new Pair(Spread.of(onMany).median(), Spread.of(onFew).median());
    }

    void millis(List<UserId> users) {
      users.forEach(this::millis);
    }

    double millis(UserId user) {
      InviteMember command =
          new InviteMember(
              user,
              org,
              InvitationId.of(UUID.randomUUID().toString()),
              Sha256.ofToken("an invitation"),
              Role.MEMBER,
              expires);
      long start = System.nanoTime();
      commands.send(command, caller);
      return (System.nanoTime() - start) / 1e6;
    }
  }
}
