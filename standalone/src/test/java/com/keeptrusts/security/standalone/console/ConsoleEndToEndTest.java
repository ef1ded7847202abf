package com.keeptrusts.security.standalone.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.keeptrusts.security.standalone.endpoints.Installation;
import com.keeptrusts.security.standalone.harness.Api;
import com.keeptrusts.security.standalone.harness.App;
import com.keeptrusts.security.standalone.harness.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.virtualauthenticator.Credential;
import org.openqa.selenium.virtualauthenticator.VirtualAuthenticator;
import org.openqa.selenium.virtualauthenticator.VirtualAuthenticatorOptions.Transport;

/**
 * The console in a real Chromium, with authenticators of its virtual environment, which touch
 * themselves. Where nothing else is said the browser fills in no passkeys, as it would sign in by
 * itself whenever the page is opened.
 */
class ConsoleEndToEndTest {

  private static final Duration LONGER_THAN_A_PROOF_COUNTS = Duration.ofMinutes(11);
  private static final Duration LONGER_THAN_A_SESSION = Duration.ofHours(25);
  private static final Duration A_NEW_CODE = Duration.ofSeconds(30);

  @TempDir static Path folder;
  private static Installation installation;
  private static Chromium chromium;
  private static ConsolePage page;
  private static Api api;

  private final List<VirtualAuthenticator> present = new ArrayList<>();
  private Runnable fillInAgain;

  @BeforeAll
  static void start() throws IOException {
    int port = Ports.free();
    installation = Installation.start(folder, port);
    api = new Api(port, port, installation.credential(), installation.ledger());
    chromium = Chromium.start(folder.resolve("profile"));
    page = new ConsolePage(chromium.driver(), "http://localhost:" + port);
  }

  @AfterAll
  static void stop() {
    chromium.close();
    installation.close();
  }

  @BeforeEach
  void freshBrowser() {
    fillInAgain = chromium.withoutFillingIn();
    page.open();
    chromium.driver().manage().deleteAllCookies();
  }

  @AfterEach
  void takeAuthenticatorsAway() {
    fillInAgain.run();
    present.forEach(chromium.driver()::removeVirtualAuthenticator);
  }

  private VirtualAuthenticator with(VirtualAuthenticator authenticator) {
    present.add(authenticator);
    return authenticator;
  }

  private void takeAway(VirtualAuthenticator authenticator) {
    chromium.driver().removeVirtualAuthenticator(authenticator);
    present.remove(authenticator);
  }

  @Test
  void who_comes_with_a_temporary_password_chooses_another_first() {
    page.open();
    page.see("sign-in");
    chromium.screenshot("sign-in");
    Newcomer person = Newcomer.invited(api);
    page.signIn(person);
    page.see("rotation");
    chromium.screenshot("rotation");
    page.type("temporary", person.password());
    page.type("new-password", Newcomer.PASSWORD);
    page.submit("rotation-form");
    page.see("security");
    assertThat(page.see("account").getText()).isEqualTo("Ada Example · " + person.email());
    chromium.screenshot("no-passkeys");
  }

  @Test
  void a_wrong_password_is_told_and_nothing_more() {
    page.open();
    page.signIn(new Newcomer("nobody", "nobody@people.example", "plum tango quarry"));
    page.awaitSaid("status", "E-mail or password is wrong.");
    chromium.screenshot("sign-in-failed");
  }

  @Test
  @Tag("PK-2")
  @Tag("SIGN-2")
  @Tag("RC-4")
  void a_passkey_is_added_with_recovery_codes_and_signs_in_without_a_name() {
    with(chromium.laptop());
    page.enter(Newcomer.settled(api));
    page.add("My <b>laptop</b>");
    page.see("codes");
    chromium.screenshot("recovery-codes");
    page.click("codes-kept");
    assertThat(page.passkeys(1).get(0))
        .contains("My <b>laptop</b>", "on one device only", "never used");
    page.signOut();

    page.click("passkey-sign-in");
    page.see("security");
    assertThat(page.passkeys(1).get(0)).contains("last used").doesNotContain("second factor");
    chromium.screenshot("passkeys");
  }

  @Test
  @Tag("RC-1")
  void codes_that_nobody_put_away_are_not_shown_to_who_signs_in_next() {
    with(chromium.laptop());
    page.enter(Newcomer.settled(api));
    page.add("Laptop");
    page.see("codes");
    installation.advance(LONGER_THAN_A_SESSION);
    page.rename("Nobody's");
    page.see("sign-in");
    page.signIn(Newcomer.settled(api));
    page.see("security");
    assertThat(page.isShown("codes")).isFalse();
    assertThat(page.passkeys(0)).isEmpty();
  }

  @Test
  @Tag("SIGN-2")
  void a_browser_that_fills_in_passkeys_signs_in_without_a_click() {
    with(chromium.laptop());
    page.enter(Newcomer.settled(api));
    page.addFirst("Laptop");
    page.signOut();
    fillInAgain.run();
    page.open();
    page.see("security");
    assertThat(page.passkeys(1).get(0)).contains("last used");
    fillInAgain = chromium.withoutFillingIn();
  }

  @Test
  @Tag("SIGN-2")
  void who_cancels_the_button_is_offered_passkeys_among_what_is_filled_in_again() {
    VirtualAuthenticator laptop = with(chromium.laptop());
    page.enter(Newcomer.settled(api));
    page.addFirst("Laptop");
    Credential kept = laptop.getCredentials().get(0);
    page.signOut();
    laptop.removeAllCredentials();
    fillInAgain.run();
    page.open();
    page.see("sign-in");
    chromium.cancelButtons();
    laptop.addCredential(kept);
    page.click("passkey-sign-in");
    page.see("security");
    assertThat(page.passkeys(1).get(0)).contains("last used");
    fillInAgain = chromium.withoutFillingIn();
  }

  @ParameterizedTest
  @CsvSource({"USB, false", "USB, true", "INTERNAL, true", "INTERNAL, false"})
  @Tag("SIGN-1")
  @Tag("PK-2")
  void a_passkey_that_is_not_discoverable_is_a_second_factor_after_the_password(
      Transport transport, boolean verifiesUser) {
    with(chromium.authenticator(transport, false, verifiesUser));
    Newcomer person = Newcomer.settled(api);
    page.enter(person);
    page.addFirst("Key");
    assertThat(page.passkeys(1).get(0)).contains("as second factor only");
    page.signOut();

    page.signIn(person);
    page.see("second-factor");
    assertThat(page.see("recovery-form").isDisplayed()).isTrue();
    chromium.screenshot("second-factor");
    page.click("second-passkey");
    page.see("security");
    assertThat(page.passkeys(1).get(0)).contains("last used");
  }

  @Test
  @Tag("SIGN-1")
  void a_code_of_the_app_is_a_second_factor() {
    Newcomer person = Newcomer.settled(api);
    App app = person.enableApp(api, installation.now());
    installation.advance(A_NEW_CODE);
    page.open();
    page.signIn(person);
    page.see("second-factor");
    page.type("totp", "000000");
    page.submit("totp-form");
    page.awaitSaid("status", "This code was not accepted. Try the next one.");
    page.type("totp", app.code(installation.now().getEpochSecond()));
    page.submit("totp-form");
    page.see("security");
  }

  @Test
  @Tag("PWD-3")
  void who_has_a_passkey_proves_it_again_to_choose_a_password() {
    with(chromium.laptop());
    Newcomer person = Newcomer.settled(api);
    page.enter(person);
    page.addFirst("Laptop");
    Newcomer toRotate = person.toRotate(api);
    page.open();
    page.signIn(toRotate);
    page.see("second-factor");
    page.click("second-passkey");
    page.see("rotation-factor");
    chromium.screenshot("rotation-with-a-second-factor");
    page.type("temporary", toRotate.password());
    page.type("new-password", "walnut copper evening ferry");
    page.submit("rotation-form");
    page.see("security");
  }

  @Test
  @Tag("PK-6")
  void a_passkey_that_is_on_every_device_is_called_synced() {
    with(chromium.syncing());
    page.enter(Newcomer.settled(api));
    page.addFirst("Password manager");
    assertThat(page.passkeys(1).get(0)).contains("synced between devices");
  }

  @Test
  @Tag("RC-2")
  @Tag("RC-4")
  void a_recovery_code_stands_in_for_a_key_that_is_lost() {
    VirtualAuthenticator key = with(chromium.plainKey());
    Newcomer person = Newcomer.settled(api);
    page.enter(person);
    List<String> codes = page.addFirst("Key");
    page.signOut();
    takeAway(key);

    page.signIn(person);
    page.type("recovery", codes.get(0));
    page.submit("recovery-form");
    page.see("security");
    page.awaitSaid(
        "status",
        "Recovery codes left: 9. If you lost what you sign in with, remove it and set up another.");
    chromium.screenshot("after-a-recovery-code");
  }

  /**
   * Chromium neither makes nor uses a discoverable passkey where there is no way to verify its
   * user. What the API says to other browsers' is shown by {@code PasskeysIT}, without a browser.
   */
  @Test
  void chromium_makes_no_passkey_on_a_key_that_keeps_them_and_does_not_verify_its_user() {
    with(chromium.authenticator(Transport.USB, true, false));
    page.enter(Newcomer.settled(api));
    page.add("Key");
    page.awaitSaid(
        "status", "No passkey was used: it was cancelled, took too long, or there is none here.");
    assertThat(page.passkeys(0)).isEmpty();
    chromium.screenshot("no-passkey-was-used");
  }

  @Test
  void a_security_key_that_verifies_its_user_signs_in_by_itself() {
    with(chromium.authenticator(Transport.USB, true, true));
    page.enter(Newcomer.settled(api));
    page.addFirst("Key with a PIN");
    page.signOut();
    page.click("passkey-sign-in");
    page.see("security");
  }

  @Test
  @Tag("PK-3")
  void an_authenticator_that_has_one_is_left_alone_and_another_adds_a_second() {
    VirtualAuthenticator laptop = with(chromium.laptop());
    page.enter(Newcomer.settled(api));
    page.addFirst("Laptop");
    page.add("Laptop again");
    page.awaitSaid("status", "This authenticator has a passkey of yours already.");
    assertThat(page.passkeys(1)).hasSize(1);
    chromium.screenshot("excluded");

    takeAway(laptop);
    with(chromium.plainKey());
    page.add("Key");
    page.awaitSaid("status", "Key is added.");
    assertThat(page.passkeys(2)).anySatisfy(row -> assertThat(row).startsWith("Key"));
  }

  @Test
  @Tag("PK-6")
  void a_passkey_is_renamed() {
    with(chromium.laptop());
    page.enter(Newcomer.settled(api));
    page.addFirst("Laptop");
    page.rename("Büro");
    page.awaitSaid("status", "Renamed.");
    assertThat(page.passkeys(1).get(0)).startsWith("Büro");
  }

  @Test
  @Tag("PK-6")
  void a_removed_passkey_is_refused_and_the_password_goes_on() {
    VirtualAuthenticator laptop = with(chromium.laptop());
    Newcomer person = Newcomer.settled(api);
    page.enter(person);
    page.addFirst("Laptop");
    Credential kept = laptop.getCredentials().get(0);
    page.remove();
    page.awaitSaid("status", "Laptop is removed.");
    assertThat(page.passkeys(0)).isEmpty();
    awaitForgotten(laptop);
    page.signOut();

    laptop.addCredential(kept);
    page.click("passkey-sign-in");
    page.awaitSaid("status", "This passkey is of no use here any more. Sign in another way.");
    chromium.screenshot("removed-passkey");
    awaitForgotten(laptop);
    page.signIn(person);
    page.see("security");
  }

  /** The browser was told that it is of no use (the signal methods of PublicKeyCredential). */
  private static void awaitForgotten(VirtualAuthenticator authenticator) {
    await().until(() -> authenticator.getCredentials().isEmpty());
  }

  @Test
  @Tag("SES-5")
  void after_ten_minutes_a_touch_proves_it_again() {
    with(chromium.laptop());
    page.enter(Newcomer.settled(api));
    page.addFirst("Laptop");
    installation.advance(LONGER_THAN_A_PROOF_COUNTS);
    page.remove();
    page.see("again");
    chromium.screenshot("prove-it-again");
    page.click("again-passkey");
    page.awaitSaid("status", "Laptop is removed.");
  }

  @Test
  @Tag("SES-5")
  void a_key_without_a_pin_proves_it_beside_the_password_only() {
    with(chromium.plainKey());
    page.enter(Newcomer.settled(api));
    page.addFirst("Key");
    installation.advance(LONGER_THAN_A_PROOF_COUNTS);
    page.remove();
    page.see("again");
    page.click("again-passkey");
    page.see("again-status");
    chromium.screenshot("not-proved");
    page.type("again-password", Newcomer.PASSWORD);
    page.click("again-passkey");
    page.awaitSaid("status", "Key is removed.");
  }

  @Test
  void a_console_whose_credential_was_revoked_says_so() throws IOException {
    Path file = folder.resolve("credential");
    String credential = Files.readString(file);
    try {
      Files.writeString(file, credential.substring(0, credential.length() - 8) + "revoked0");
      page.open();
      page.awaitSaid(
          "status",
          "The console has no credential any more: its operator revoked it, or let it expire.");
      chromium.screenshot("no-credential");
    } finally {
      Files.writeString(file, credential);
    }
  }
}
