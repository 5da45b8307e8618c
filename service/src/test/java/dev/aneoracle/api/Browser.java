package dev.aneoracle.api;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import org.awaitility.Awaitility;
import org.openqa.selenium.By;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import tools.jackson.databind.json.JsonMapper;

/** A real browser without a window, which notes what its pages ask for and complain of. */
final class Browser implements AutoCloseable {

  private static final Path BROWSER = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Starts it, or skips the test where there is none. */
  static Browser open(Path profile) {
    assumeTrue(
        Files.isExecutable(BROWSER) && Files.isExecutable(DRIVER),
        "Without chromium and chromium-driver (Debian's packages) Swagger UI is not tried");
    ChromeOptions options = new ChromeOptions();
    options.setBinary(BROWSER.toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--window-size=1400,2000",
        "--user-data-dir=" + profile);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(new File(DRIVER.toString()))
            .usingAnyFreePort()
            .build();
    return new Browser(new ChromeDriver(service, options));
  }

  void visit(String address) {
    driver.get(address);
  }

  /** Waits for an element that can be used. */
  WebElement find(By place) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .ignoreException(NoSuchElementException.class)
        .until(() -> driver.findElement(place), WebElement::isEnabled);
  }

  boolean none(By place) {
    return driver.findElements(place).isEmpty();
  }

  /** Returns what the page keeps beyond its own end. */
  String stored() {
    return String.valueOf(
        driver.executeScript(
            "return JSON.stringify(localStorage) + JSON.stringify(sessionStorage) +"
                + " document.cookie"));
  }

  /** Returns what was asked for by any page but the browser's own. */
  List<String> requests() {
    JsonMapper json = JsonMapper.shared();
    return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
        .map(LogEntry::getMessage)
        .map(json::readTree)
        .map(entry -> entry.at("/message"))
        .filter(event -> event.at("/method").asString().equals("Network.requestWillBeSent"))
        .map(event -> event.at("/params"))
        .filter(request -> !request.at("/documentURL").asString().startsWith("chrome:"))
        .map(request -> request.at("/request/url").asString())
        .toList();
  }

  /** Returns what the pages did that their policy forbids. */
  List<String> violations() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .filter(message -> message.contains("Content Security Policy"))
        .toList();
  }

  @Override
  public void close() {
    driver.quit();
  }
}
