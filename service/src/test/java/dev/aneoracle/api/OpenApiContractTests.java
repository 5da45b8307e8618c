package dev.aneoracle.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServiceTest
class OpenApiContractTests {

  private static final String UPDATE = "ane-oracle.openapi.update";

  private final Api api;

  OpenApiContractTests(@LocalServerPort int port) {
    this.api = new Api(port);
  }

  @Test
  void committedDocumentIsTheOneTheServiceServes() throws IOException {
    String served = api.get("/v3/api-docs.yaml").hasStatus(200).body();
    if (Boolean.getBoolean(UPDATE)) {
      Files.writeString(ApiDocument.FILE, served);
    }
    assertThat(Files.readString(ApiDocument.FILE))
        .as(
            "openapi/ane-oracle.yaml differs from what the service serves. If the change is meant, write it with"
                + " `mvn -pl service test -Dtest=OpenApiContractTests -D%s=true` and commit it.",
            UPDATE)
        .isEqualTo(served);
  }
}
