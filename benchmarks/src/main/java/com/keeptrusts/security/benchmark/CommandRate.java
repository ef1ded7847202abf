package com.keeptrusts.security.benchmark;

import com.keeptrusts.security.benchmark.Population.Member;
import com.keeptrusts.security.command.authority.Caller;
import com.keeptrusts.security.command.bus.Commands;
import com.keeptrusts.security.command.org.RegisterOrg;
import com.keeptrusts.security.command.user.InviteMember;
import com.keeptrusts.security.event.InvitationId;
import com.keeptrusts.security.event.OrgId;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.Sha256;
import com.keeptrusts.security.log.Numbering;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Commands that lead to one event, through the command gateway, beside a program that writes the
 * same rows by JDBC alone: of a subject that is new, and of one that has a past. Both on one pool
 * in one process, both numbered by the same node.
 */
final class CommandRate implements Figure {

  private static final int[] THREADS = {1, 4, 16};
  private static final int REPETITIONS = 3;
  private static final Duration TIME = Duration.ofSeconds(4);

  /** Until Java has compiled what each way runs through: else the first ones measured are slow. */
  private static final Duration WARM_UP = Duration.ofSeconds(12);

  private static final int KNOWN_USERS = 800;

  @Override
  public void measure(Results results) throws Exception {
    try (Installation installation = Installation.start(results.random())) {
      Population population = new Population(installation, results.random());
      List<Member> users = population.members(KNOWN_USERS, 40);
      OrgId host = population.org();
      population.number();
      population.rows(installation.commandLogin(4));
      try (ConfigurableApplicationContext node = installation.commandSide()) {
        Map<String, Load.Operation> ways = ways(installation, node, users, host);
        for (Load.Operation way : ways.values()) {
          Load.closed(4, WARM_UP, thread -> way);
        }
        for (int threads : THREADS) {
          measure(threads, ways, results);
        }
      }
    }
  }

  private static void measure(int threads, Map<String, Load.Operation> ways, Results results)
      throws Exception {
    Map<String, List<Double>> rates = new LinkedHashMap<>();
    for (int i = 0; i < REPETITIONS; i++) {
      for (Map.Entry<String, Load.Operation> way : ways.entrySet()) {
        rates
            .computeIfAbsent(way.getKey(), any -> new ArrayList<>())
            .add(Load.closed(threads, TIME, thread -> way.getValue()).perSecond());
      }
    }
    String at = ", " + threads + " threads";
    rates.forEach((way, rate) -> results.add(way + "/s" + at, rate));
    for (String subject : List.of("new", "known")) {
      List<Double> commands = rates.getOrDefault(subject + ": commands", List.of());
      for (String limit : List.of("its rows alone", "the same statements")) {
        results.add(
            subject + ": commands ÷ " + limit + at,
            Spread.ofRatios(commands, rates.getOrDefault(subject + ": " + limit, List.of())),
            Goal.atLeast(0.7));
      }
    }
  }

  private static Map<String, Load.Operation> ways(
      Installation installation,
      ConfigurableApplicationContext node,
      List<Member> users,
      OrgId host) {
    Commands commands = node.getBean(Commands.class);
    Numbering numbering = node.getBean(Numbering.class);
    Caller caller = installation.caller();
    Instant expires = Instant.now().plus(Duration.ofDays(1));
    JdbcProgram program =
        new JdbcProgram(node.getBean(DataSource.class), String.valueOf(caller.client()));
    Turns turns = new Turns(users);

    Map<String, Load.Operation> ways = new LinkedHashMap<>();
    ways.put("new: its rows alone", () -> wakeAfter(numbering, program::orgByItsRowsAlone));
    ways.put("new: the same statements", () -> wakeAfter(numbering, program::orgWithLocksAndReads));
    ways.put(
        "new: commands",
        () ->
            commands.send(
                new RegisterOrg(OrgId.of(UUID.randomUUID().toString()), "Some Org"), caller));
    ways.put(
        "known: its rows alone",
        () -> {
          Member one = turns.next();
          program.invitationByItsRowsAlone(one.user().value(), host.value());
          numbering.wake();
        });
    ways.put(
        "known: the same statements",
        () -> {
          Member one = turns.next();
          program.invitationWithLocksAndReads(one.user().value(), host.value());
          numbering.wake();
        });
    ways.put(
        "known: commands",
        () -> {
          Member one = turns.next();
          commands.send(
              new InviteMember(
                  one.user(),
                  host,
                  InvitationId.of(UUID.randomUUID().toString()),
                  Sha256.ofToken(one.token()),
                  Role.MEMBER,
                  expires),
              caller);
        });
    return ways;
  }

  private static void wakeAfter(Numbering numbering, Load.Operation operation) throws Exception {
    operation.run();
    numbering.wake();
  }
}
