package dev.aneoracle;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.server.servlet.ConfigurableServletWebServerFactory;
import org.springframework.stereotype.Component;

/** Refuses to listen beyond this machine: there are no tokens that could keep strangers out. */
@Component
class LoopbackGuard implements WebServerFactoryCustomizer<ConfigurableServletWebServerFactory> {

  private final ServerProperties server;

  LoopbackGuard(ServerProperties server) {
    this.server = server;
  }

  @Override
  public void customize(ConfigurableServletWebServerFactory factory) {
    InetAddress address = server.getAddress();
    if (address == null || !address.isLoopbackAddress()) {
      throw new NotLoopbackException(address);
    }
  }

  /** The service was told to listen where strangers could come in. */
  static final class NotLoopbackException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    NotLoopbackException(@Nullable InetAddress address) {
      super(
          "Without tokens the service listens on loopback only, but server.address is %s. Set it to 127.0.0.1."
              .formatted(address == null ? "any address" : address.getHostAddress()));
    }
  }
}
