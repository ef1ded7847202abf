package com.keeptrusts.security.command.signin;

import static com.keeptrusts.security.command.signin.Console.PASSWORD;
import static com.keeptrusts.security.command.signin.Console.email;
import static com.keeptrusts.security.command.signin.Console.json;
import static com.keeptrusts.security.command.signin.Console.problem;
import static com.keeptrusts.security.command.signin.Console.session;
import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.command.TestNode;
import com.keeptrusts.security.log.TestDatabase;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is typed as a password, over HTTP: from the form to the next sign-in. */
@Tag("PWD-2")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostilePasswordsIT {

  @TempDir static Path keysets;

  private TestDatabase database;
  private TestNode node;
  private Console console;

  @BeforeAll
  void start() {
    database = TestDatabase.fresh();
    node = TestNode.start(database, keysets);
    console = new Console(node);
  }

  @AfterAll
  void stop() {
    node.close();
    database.close();
  }

  private static Stream<String> accepted() {
    return Stream.concat(
        IntStream.of(1, 2, 16).mapToObj(HostilePasswordsIT::ofPlane),
        Stream.of(
            "\uD83D\uDE00\uD83C\uDF0D".repeat(100) + " quite another lantern",
            "\u202Equite another lantern\u202C",
            "\u2067quite \u200Fanother lantern\u2069",
            "quite\u200D\uFEFF another lantern",
            "quite\u0001\u001B[2Janother lantern",
            "quite another lantern \uFFFE\uFFFF",
            "z\u0323\u0324\u0325\u0300\u0301\u0302 quite another lantern",
            "\" or \\ and \n quite another lantern",
            "  quite another lantern  "));
  }

  private static String ofPlane(int plane) {
    return IntStream.range(0, 40)
        .map(each -> (plane << 16) + 0x4E00 + each * 7)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  @Test
  void what_is_accepted_signs_in_and_nothing_else_does() {
    String email = email();
    console.signedUp(email);
    String current = PASSWORD;
    for (String next : accepted().toList()) {
      String session = session(console.signIn(email, current));
      HttpResponse<String> changed = console.change(session, current, next);
      assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
      String cut = next.substring(next.offsetByCodePoints(0, 1));
      assertThat(problem(console.signIn(email, cut))).isEqualTo("sign-in-failed");
      current = next;
    }
    assertThat(console.signIn(email, current).statusCode()).isEqualTo(201);
  }

  @Test
  void either_normal_form_signs_in() {
    String email = email();
    String session = console.signedUp(email);
    String composed = "caf\u00E9 \uAC00\uB098 quiet maples";
    String decomposed = "cafe\u0301 \u1100\u1161\u1102\u1161 quiet maples";
    assertThat(console.change(session, PASSWORD, composed).statusCode()).isEqualTo(200);
    assertThat(console.signIn(email, decomposed).statusCode()).isEqualTo(201);
    String other = session(console.signIn(email, composed));
    assertThat(console.change(other, decomposed, PASSWORD).statusCode()).isEqualTo(200);
  }

  @Test
  void what_is_refused_is_told_why() {
    String session = console.signedUp(email());
    assertRefused(
        session,
        "\uD83D\uDE00".repeat(14),
        "password-not-accepted",
        "A password has at least 15 characters; this one has 14");
    for (String tooLong :
        List.of(
            "quite another lantern ".repeat(12),
            "x".repeat(5_000),
            "e" + "\u0301\u0323".repeat(3_000))) {
      assertRefused(
          session, tooLong, "password-not-accepted", "A password has at most 256 characters");
    }
    for (String huge : List.of("x".repeat(200_000), "e" + "\u0301".repeat(30_000))) {
      assertThat(problem(console.change(session, PASSWORD, huge))).isEqualTo("body-too-large");
    }
    for (String noText :
        List.of(
            "quite\u0000another lantern",
            "quite another lantern\uD83D",
            "\uDE00quite another lantern",
            "quite \uDE00\uD83D another lantern")) {
      assertRefused(
          session,
          noText,
          "malformed",
          "A text holds NUL or half a surrogate pair, so it is no Unicode text");
      assertThat(problem(console.signIn(email(), noText))).isEqualTo("malformed");
    }
    assertThat(console.change(session, PASSWORD, "quite another lantern").statusCode())
        .isEqualTo(200);
  }

  private void assertRefused(String session, String next, String problem, String why) {
    HttpResponse<String> refused = console.change(session, PASSWORD, next);
    assertThat(problem(refused)).isEqualTo(problem);
    assertThat(json(refused).get("detail").asString()).isEqualTo(why);
  }
}
