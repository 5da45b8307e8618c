package dev.aneoracle.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What another machine in the network sees of the service. */
class StrangersIT {

  private static final String TOKEN = "ane-oracle.security.tokens[0].";

  @TempDir private Path folder;

  @Test
  void withoutTokensThePortIsClosedToOtherAddresses() throws IOException {
    try (Neighbour neighbour = Neighbour.moveIn();
        ServiceProcess service = ServiceProcess.launch(neighbour.program(), folder)) {
      service.awaitListening();
      assertThat(neighbour.ask(address(service, "/actuator/health/liveness")))
          .isEqualTo(Stranger.CLOSED);
      assertThat(neighbour.askAtHome(address("127.0.0.1", service, "/api/v1/hosts")))
          .isEqualTo("200");
    }
  }

  @Test
  void withTokensOtherAddressesAreAskedForOne() throws IOException {
    try (Neighbour neighbour = Neighbour.moveIn();
        ServiceProcess service =
            ServiceProcess.launch(
                neighbour.program(),
                folder,
                "server.address=0.0.0.0",
                TOKEN + "name=box",
                TOKEN + "role=admin",
                TOKEN
                    + "digest=sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")) {
      service.awaitListening();
      assertThat(neighbour.ask(address(service, "/api/v1/hosts"))).isEqualTo("401");
      assertThat(neighbour.ask(address(service, "/actuator/health"))).isEqualTo("401");
      assertThat(neighbour.ask(address(service, "/actuator/health/liveness"))).isEqualTo("200");
      assertThat(service.log()).contains("tokens and models travel readable");
    }
  }

  private static String address(ServiceProcess service, String path) {
    return address(Neighbour.ADDRESS_OF_THE_SERVICE, service, path);
  }

  private static String address(String host, ServiceProcess service, String path) {
    return "http://%s:%d%s".formatted(host, service.client().base().getPort(), path);
  }
}
