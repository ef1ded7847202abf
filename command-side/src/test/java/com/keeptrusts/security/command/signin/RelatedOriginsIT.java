package com.keeptrusts.security.command.signin;

import static com.keeptrusts.security.command.signin.Console.json;
import static com.keeptrusts.security.command.signin.Console.problem;
import static com.keeptrusts.security.command.signin.Console.session;
import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.command.TestNode;
import com.keeptrusts.security.command.passkey.SoftAuthenticator;
import com.keeptrusts.security.log.TestDatabase;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A deployment whose console has several addresses, and one that has a single one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("PK-7")
class RelatedOriginsIT {

  private static final String FILE = "/.well-known/webauthn";
  private static final String OWN = "https://console.acme.example";
  private static final String RELATED = "https://acme.test:8443";

  @TempDir static Path keysets;

  private TestDatabase database;
  private TestNode single;
  private TestNode several;
  private Console console;

  @BeforeAll
  void start() {
    database = TestDatabase.fresh();
    single = TestNode.start(database, keysets);
    several =
        TestNode.start(
            database,
            keysets,
            Map.of(
                "keeptrusts.passkey.rp-id",
                "acme.example",
                "keeptrusts.passkey.rp-name",
                "Acme",
                "keeptrusts.passkey.origins",
                OWN + "," + RELATED,
                "keeptrusts.passkey.algorithms",
                "EdDSA,ES256"));
    console = new Console(several);
  }

  @AfterAll
  void stop() {
    single.close();
    several.close();
    database.close();
  }

  @Test
  void browsers_are_told_without_a_credential_which_origins_are_related() {
    HttpResponse<String> file = several.get(FILE);
    assertThat(file.statusCode()).isEqualTo(200);
    assertThat(file.headers().firstValue("content-type")).hasValue("application/json");
    assertThat(file.body()).isEqualTo("{\"origins\":[\"" + OWN + "\",\"" + RELATED + "\"]}");
  }

  @Test
  void where_there_is_one_origin_of_the_own_domain_there_is_no_such_file() {
    HttpResponse<String> file = single.get(FILE);
    assertThat(file.statusCode()).isEqualTo(404);
    assertThat(problem(file)).isEqualTo("not-found");
  }

  @Test
  void the_only_page_is_told_of_too_if_it_is_of_another_domain() {
    Map<String, String> away =
        Map.of("keeptrusts.passkey.rp-id", "acme.example", "keeptrusts.passkey.origins", RELATED);
    try (TestNode node = TestNode.start(database, keysets, away)) {
      HttpResponse<String> file = node.get(FILE);
      assertThat(file.statusCode()).isEqualTo(200);
      assertThat(file.body()).isEqualTo("{\"origins\":[\"" + RELATED + "\"]}");
    }
  }

  @Test
  void a_passkey_that_was_made_on_one_of_the_pages_signs_in_on_the_other_and_on_no_third() {
    SoftAuthenticator laptop = SoftAuthenticator.onALaptop().at(OWN);
    String session = console.signedUp(Console.email());
    JsonNode options = json(console.postJson("/v1/me/passkeys/options", session, "{}"));
    assertThat(options.get("rp").get("id").asString()).isEqualTo("acme.example");
    assertThat(options.get("rp").get("name").asString()).isEqualTo("Acme");
    assertThat(options.get("pubKeyCredParams").findValuesAsString("alg"))
        .containsExactly("-8", "-7");
    assertThat(
            console
                .postJson("/v1/me/passkeys", session, credential(laptop.create(options)))
                .statusCode())
        .isEqualTo(201);

    assertThat(session(signIn(laptop.at(RELATED)))).isNotBlank();
    assertThat(problem(signIn(laptop.at("https://acme.test")))).isEqualTo("passkey-not-accepted");
    assertThat(problem(signIn(laptop.at("http://localhost:8080"))))
        .isEqualTo("passkey-not-accepted");
    assertThat(session(signIn(laptop.at(OWN)))).isNotBlank();
  }

  private HttpResponse<String> signIn(SoftAuthenticator key) {
    JsonNode options = json(console.post("/v1/sign-ins/passkey/options", null));
    return console.postJson("/v1/sign-ins/passkey", null, credential(key.get(options)));
  }

  private static String credential(String response) {
    return "{\"credential\":" + response + "}";
  }
}
