package dev.aneoracle.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aneoracle.access.Role;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Opens Swagger UI with a token as the password, and makes calls with the token entered there. */
@TokenServiceTest
class SwaggerUiAccessIT {

  private static final String TOKEN = TestToken.of(Role.READ);

  private final int port;

  SwaggerUiAccessIT(@LocalServerPort int port) {
    this.port = port;
  }

  @Test
  void passwordOpensThePageAndTheTokenMakesTheCalls(@TempDir Path profile) {
    try (Browser browser = Browser.open(profile)) {
      browser.visit("http://anyone:%s@127.0.0.1:%d/problems".formatted(TOKEN, port));
      browser.visit("http://127.0.0.1:%d/swagger-ui.html".formatted(port));
      assertThat(listHosts(browser)).startsWith("401");

      browser.find(By.cssSelector(".auth-wrapper button.authorize")).click();
      browser.find(By.cssSelector(".modal-ux input")).sendKeys(TOKEN);
      browser.find(By.cssSelector(".modal-ux button[type=submit].authorize")).click();
      browser.find(By.cssSelector(".modal-ux button.btn-done")).click();
      browser.find(By.cssSelector("#operations-hosts-listHosts button.btn-clear")).click();
      assertThat(listHosts(browser)).startsWith("200");
      assertThat(browser.stored()).doesNotContain(TOKEN);
      assertThat(browser.violations()).isEmpty();
    }
  }

  private static String listHosts(Browser browser) {
    if (browser.none(By.cssSelector("#operations-hosts-listHosts button.execute"))) {
      browser
          .find(By.id("operations-hosts-listHosts"))
          .findElement(By.cssSelector(".opblock-summary-control"))
          .click();
    }
    browser.find(By.cssSelector("#operations-hosts-listHosts button.execute")).click();
    return browser
        .find(
            By.cssSelector(
                "#operations-hosts-listHosts .live-responses-table .response .response-col_status"))
        .getText();
  }
}
