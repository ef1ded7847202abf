package com.keeptrusts.security.standalone.console;

import java.time.Duration;
import java.util.List;
import org.openqa.selenium.By;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The console as somebody at a screen uses it. */
final class ConsolePage {

  /** Only to end a test that would never end. */
  private static final Duration AT_MOST = Duration.ofSeconds(30);

  private static final By ROWS = By.cssSelector("#passkeys > li");

  private final WebDriver driver;
  private final String address;
  private final WebDriverWait wait;

  ConsolePage(WebDriver driver, String origin) {
    this.driver = driver;
    this.address = origin + "/console/";
    this.wait = new WebDriverWait(driver, AT_MOST);
  }

  void open() {
    driver.get(address);
  }

  WebElement see(String id) {
    return wait.until(ExpectedConditions.visibilityOfElementLocated(By.id(id)));
  }

  boolean isShown(String id) {
    return driver.findElement(By.id(id)).isDisplayed();
  }

  void type(String id, String text) {
    WebElement field = see(id);
    field.clear();
    field.sendKeys(text);
  }

  void click(String id) {
    wait.until(ExpectedConditions.elementToBeClickable(By.id(id))).click();
  }

  void submit(String form) {
    wait.until(
            ExpectedConditions.elementToBeClickable(
                By.cssSelector("#" + form + " button[type=submit]")))
        .click();
  }

  void awaitSaid(String id, String sentence) {
    wait.until(ExpectedConditions.textToBe(By.id(id), sentence));
  }

  void signIn(Newcomer person) {
    type("email", person.email());
    type("password", person.password());
    submit("password-form");
  }

  /** Signed in by password; nothing more is asked for. */
  void enter(Newcomer person) {
    open();
    signIn(person);
    see("security");
  }

  void signOut() {
    click("sign-out");
    see("sign-in");
    awaitSaid("status", "You are signed out.");
  }

  /** Adds one, and keeps the recovery codes that come with the first. */
  List<String> addFirst(String name) {
    add(name);
    see("codes");
    List<String> codes =
        driver.findElements(By.cssSelector("#code-list li")).stream()
            .map(WebElement::getText)
            .toList();
    click("codes-kept");
    return codes;
  }

  void add(String name) {
    type("new-name", name);
    submit("add-form");
  }

  /** What is said of each passkey, once there are so many. */
  List<String> passkeys(int number) {
    return wait.until(ExpectedConditions.numberOfElementsToBe(ROWS, number)).stream()
        .map(WebElement::getText)
        .toList();
  }

  void rename(String name) {
    driver.findElement(By.className("begin-rename")).click();
    WebElement field = driver.findElement(By.cssSelector(".rename input"));
    field.clear();
    field.sendKeys(name);
    driver.findElement(By.cssSelector(".rename button")).click();
  }

  void remove() {
    wait.until(ExpectedConditions.elementToBeClickable(By.className("remove"))).click();
  }
}
