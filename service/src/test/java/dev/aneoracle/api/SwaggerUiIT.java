package dev.aneoracle.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;

/** Uses the service as someone with a browser does, and sees that nothing comes from elsewhere. */
@ServiceTest
class SwaggerUiIT {

  private static final Path BROWSER = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String origin;
  private final Api api;

  private @Nullable ChromeDriver browser;

  SwaggerUiIT(@LocalServerPort int port) {
    this.origin = "http://127.0.0.1:" + port;
    this.api = new Api(port);
  }

  @AfterEach
  void closeBrowser() {
    if (browser != null) {
      browser.quit();
    }
  }

  @Test
  void modelIsSubmittedFromTheBrowserAndNothingIsLoadedFromElsewhere(@TempDir Path profile) {
    ChromeDriver driver = open(profile);
    driver.get(origin + "/swagger-ui.html");
    WebElement operation = find(driver, By.id("operations-evaluations-submitEvaluation"));
    operation.findElement(By.cssSelector(".opblock-summary-control")).click();
    find(driver, By.cssSelector("#operations-evaluations-submitEvaluation input[type=file]"))
        .sendKeys(ExampleModel.CLASSIFIER.path().toAbsolutePath().normalize().toString());
    find(driver, By.cssSelector("#operations-evaluations-submitEvaluation button.execute")).click();
    By status =
        By.cssSelector(
            "#operations-evaluations-submitEvaluation .live-responses-table .response .response-col_status");
    assertThat(find(driver, status).getText()).containsPattern("^(200|202)");

    List<String> stored =
        api.get(Api.EVALUATIONS + "?model=" + ExampleModel.CLASSIFIER.digest()).ids();
    assertThat(stored).hasSize(1);
    assertThat(
            find(
                    driver,
                    By.cssSelector(
                        "#operations-evaluations-submitEvaluation .live-responses-table"))
                .getText())
        .contains(stored.getFirst());
    assertThat(requests(driver))
        .hasSizeGreaterThan(5)
        .anyMatch(url -> url.startsWith(origin + Api.EVALUATIONS))
        .allMatch(url -> url.startsWith(origin + "/") || isInPage(url));
  }

  private ChromeDriver open(Path profile) {
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
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(new File(DRIVER.toString()))
            .usingAnyFreePort()
            .build();
    ChromeDriver driver = new ChromeDriver(service, options);
    browser = driver;
    return driver;
  }

  private static WebElement find(ChromeDriver driver, By place) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .ignoreException(NoSuchElementException.class)
        .until(() -> driver.findElement(place), WebElement::isEnabled);
  }

  /** Returns what was asked for by any page but the browser's own. */
  private static List<String> requests(ChromeDriver driver) {
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

  private static boolean isInPage(String url) {
    return url.startsWith("data:") || url.startsWith("blob:");
  }
}
