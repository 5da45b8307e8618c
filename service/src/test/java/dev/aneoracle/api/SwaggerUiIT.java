package dev.aneoracle.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Uses the service as someone with a browser does, and sees that nothing comes from elsewhere. */
@ServiceTest
class SwaggerUiIT {

  private final String origin;
  private final Api api;

  SwaggerUiIT(@LocalServerPort int port) {
    this.origin = "http://127.0.0.1:" + port;
    this.api = new Api(port);
  }

  @Test
  void modelIsSubmittedFromTheBrowserAndNothingIsLoadedFromElsewhere(@TempDir Path profile) {
    try (Browser browser = Browser.open(profile)) {
      browser.visit(origin + "/swagger-ui.html");
      browser
          .find(By.id("operations-evaluations-submitEvaluation"))
          .findElement(By.cssSelector(".opblock-summary-control"))
          .click();
      browser
          .find(By.cssSelector("#operations-evaluations-submitEvaluation input[type=file]"))
          .sendKeys(ExampleModel.CLASSIFIER.path().toAbsolutePath().normalize().toString());
      browser
          .find(By.cssSelector("#operations-evaluations-submitEvaluation button.execute"))
          .click();
      By status =
          By.cssSelector(
              "#operations-evaluations-submitEvaluation .live-responses-table .response"
                  + " .response-col_status");
      assertThat(browser.find(status).getText()).containsPattern("^(200|202)");

      List<String> stored =
          api.get(Api.EVALUATIONS + "?model=" + ExampleModel.CLASSIFIER.digest()).ids();
      assertThat(stored).hasSize(1);
      assertThat(
              browser
                  .find(
                      By.cssSelector(
                          "#operations-evaluations-submitEvaluation .live-responses-table"))
                  .getText())
          .contains(stored.getFirst());
      assertThat(browser.requests())
          .hasSizeGreaterThan(5)
          .anyMatch(url -> url.startsWith(origin + Api.EVALUATIONS))
          .allMatch(url -> url.startsWith(origin + "/") || isInPage(url));
      assertThat(browser.violations()).isEmpty();
    }
  }

  private static boolean isInPage(String url) {
    return url.startsWith("data:") || url.startsWith("blob:");
  }
}
