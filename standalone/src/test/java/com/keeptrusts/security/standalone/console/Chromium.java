package com.keeptrusts.security.standalone.console;

import com.keeptrusts.security.standalone.harness.ProjectFiles;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.virtualauthenticator.VirtualAuthenticator;
import org.openqa.selenium.virtualauthenticator.VirtualAuthenticatorOptions;
import org.openqa.selenium.virtualauthenticator.VirtualAuthenticatorOptions.Protocol;
import org.openqa.selenium.virtualauthenticator.VirtualAuthenticatorOptions.Transport;

/** A real browser of this machine, fresh and without a window, and the authenticators in it. */
final class Chromium implements AutoCloseable {

  private static final Path SCREENSHOTS =
      ProjectFiles.PROJECT.resolve("standalone/target/e2e/console");

  private final ChromeDriver driver;

  private Chromium(ChromeDriver driver) {
    this.driver = driver;
  }

  static Chromium start(Path profile) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(installed("chromium", "chromium-browser", "google-chrome").toString());
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--lang=en",
        "--window-size=900,1000",
        "--user-data-dir=" + profile);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(installed("chromedriver").toFile())
            .usingAnyFreePort()
            .build();
    return new Chromium(new ChromeDriver(service, options));
  }

  private static Path installed(String... names) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .flatMap(folder -> Stream.of(names).map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("Not installed: any of " + List.of(names)));
  }

  ChromeDriver driver() {
    return driver;
  }

  /** Knows its user by a fingerprint, and keeps discoverable passkeys. */
  VirtualAuthenticator laptop() {
    return authenticator(Transport.INTERNAL, true, true);
  }

  /** A security key without a PIN, which keeps nothing. */
  VirtualAuthenticator plainKey() {
    return authenticator(Transport.USB, false, false);
  }

  /** A password manager that keeps passkeys on every device of its user. */
  VirtualAuthenticator syncing() {
    return driver.addVirtualAuthenticator(options(new BackedUp(), Transport.INTERNAL, true, true));
  }

  VirtualAuthenticator authenticator(
      Transport transport, boolean discoverable, boolean verifiesUser) {
    return driver.addVirtualAuthenticator(
        options(new VirtualAuthenticatorOptions(), transport, discoverable, verifiesUser));
  }

  private static VirtualAuthenticatorOptions options(
      VirtualAuthenticatorOptions options,
      Transport transport,
      boolean discoverable,
      boolean verifiesUser) {
    return options
        .setProtocol(Protocol.CTAP2)
        .setTransport(transport)
        .setHasResidentKey(discoverable)
        .setHasUserVerification(verifiesUser)
        .setIsUserVerified(verifiesUser);
  }

  /** What Selenium has no words for yet (Web Authentication Level 3, §11.3). */
  private static final class BackedUp extends VirtualAuthenticatorOptions {

    @Override
    public Map<String, Object> toMap() {
      Map<String, Object> options = new HashMap<>(super.toMap());
      options.put("defaultBackupEligibility", true);
      options.put("defaultBackupState", true);
      return options;
    }
  }

  /** Pages opened from now on meet a browser that fills in no passkeys; returns how to end that. */
  Runnable withoutFillingIn() {
    Object id =
        driver
            .executeCdpCommand(
                "Page.addScriptToEvaluateOnNewDocument",
                Map.of(
                    "source",
                    "PublicKeyCredential.isConditionalMediationAvailable = async () => false;"))
            .get("identifier");
    return () ->
        driver.executeCdpCommand(
            "Page.removeScriptToEvaluateOnNewDocument", Map.of("identifier", id));
  }

  /** In the page that is open, whoever is asked for a passkey by a button cancels. */
  void cancelButtons() {
    driver.executeScript(
        """
        const get = navigator.credentials.get.bind(navigator.credentials);
        navigator.credentials.get = (asked) => asked.mediation === 'conditional'
          ? get(asked)
          : Promise.reject(new DOMException('Cancelled', 'NotAllowedError'));
        """);
  }

  void screenshot(String name) {
    try {
      Files.createDirectories(SCREENSHOTS);
      Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void close() {
    driver.quit();
  }
}
