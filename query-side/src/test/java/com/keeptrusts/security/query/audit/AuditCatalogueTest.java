package com.keeptrusts.security.query.audit;

import static com.keeptrusts.security.query.audit.TestEvents.ALPHA;
import static com.keeptrusts.security.query.audit.TestEvents.ANNA;
import static com.keeptrusts.security.query.audit.TestEvents.HASH;
import static org.assertj.core.api.Assertions.assertThat;

import com.keeptrusts.security.event.OrgRoleChanged;
import com.keeptrusts.security.event.Role;
import com.keeptrusts.security.event.SecurityEvent;
import com.keeptrusts.security.event.SecurityEvents;
import com.keeptrusts.security.event.SignInRefused;
import com.keeptrusts.security.query.audit.Rendering.Belonging;
import com.keeptrusts.security.query.audit.Rendering.Outcome;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class AuditCatalogueTest {

  private final AuditCatalogue catalogue = new AuditCatalogue();

  private static List<SecurityEvent> oneOfEach() {
    return Stream.of(
            TestEvents.memberships(ANNA, ALPHA),
            TestEvents.account(ANNA, ALPHA),
            TestEvents.others(ALPHA))
        .flatMap(List::stream)
        .toList();
  }

  @Test
  @Tag("AUD-1")
  void every_kind_of_event_has_an_entry_of_its_own() {
    assertThat(oneOfEach().stream().map(Object::getClass).distinct())
        .as("the samples of this test")
        .containsExactlyInAnyOrderElementsOf(SecurityEvents.ALL);
    assertThat(oneOfEach()).allSatisfy(event -> assertThat(catalogue.render(event)).isNotNull());
  }

  @Test
  @Tag("AUD-1")
  void a_membership_is_a_matter_of_its_org_alone_and_an_account_of_the_users_orgs() {
    assertThat(TestEvents.memberships(ANNA, ALPHA))
        .allSatisfy(
            event -> {
              assertThat(catalogue.render(event).belonging()).isEqualTo(Belonging.ITS_ORG);
              assertThat(catalogue.render(event).org()).isEqualTo(ALPHA);
            });
    assertThat(TestEvents.account(ANNA, ALPHA))
        .allSatisfy(
            event ->
                assertThat(catalogue.render(event).belonging())
                    .isEqualTo(Belonging.ORGS_OF_THE_USER));
  }

  @Test
  @Tag("AUD-1")
  void a_change_shows_what_was_before_and_what_is_after() {
    Rendering change = catalogue.render(new OrgRoleChanged(ANNA, ALPHA, Role.MEMBER, Role.OWNER));
    assertThat(change.target()).isEqualTo("user/" + ANNA);
    assertThat(change.before()).isEqualTo(Map.of("role", "MEMBER"));
    assertThat(change.after()).isEqualTo(Map.of("role", "OWNER"));
  }

  @Test
  @Tag("SIGN-7")
  void a_refused_sign_in_is_a_refusal_with_its_reason() {
    List<Rendering> refusals =
        oneOfEach().stream()
            .filter(event -> event instanceof SignInRefused)
            .map(catalogue::render)
            .toList();
    assertThat(refusals).extracting(Rendering::outcome).containsOnly(Outcome.REFUSED);
    assertThat(refusals)
        .extracting(Rendering::reason)
        .containsExactly("wrong-password", "unknown-email", "unknown-identity");
    assertThat(refusals)
        .extracting(Rendering::target)
        .containsExactly("user/" + ANNA, "email-hash/keyed-hash", "identity-hash/another-hash");
  }

  @Test
  @Tag("AUD-1")
  void what_is_shown_names_no_org_in_before_after_and_details() {
    assertThat(oneOfEach())
        .allSatisfy(
            event -> {
              Rendering rendering = catalogue.render(event);
              String shown =
                  ""
                      + rendering.before()
                      + rendering.details()
                      + (rendering.target() != null && rendering.target().startsWith("org/")
                          ? ""
                          : rendering.after());
              assertThat(shown).doesNotContain(ALPHA.value());
            });
  }

  @Test
  @Tag("AUD-4")
  void no_digest_step_or_sealed_text_is_shown() {
    assertThat(oneOfEach())
        .allSatisfy(
            event ->
                assertThat(catalogue.render(event).toString())
                    .doesNotContain(HASH.value(), "5900000")
                    .doesNotContainPattern("(?<!email=user/" + ANNA + "#)QUJDREVGRw"));
  }
}
