package dev.aneoracle;

import dev.aneoracle.access.Access;
import dev.aneoracle.access.FailureLimiter;
import dev.aneoracle.access.TokenRegistry;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.server.servlet.ConfigurableServletWebServerFactory;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Refuses to listen where strangers could come in, and says who is let in. */
@Component
class ListeningGuard implements WebServerFactoryCustomizer<ConfigurableServletWebServerFactory> {

  private static final Logger log = LoggerFactory.getLogger(ListeningGuard.class);

  private static final String MANAGEMENT_PORT = "management.server.port";

  private final ServerProperties server;
  private final Access access;
  private final Environment environment;

  ListeningGuard(ServerProperties server, Access access, Environment environment) {
    this.server = server;
    this.access = access;
    this.environment = environment;
  }

  @Override
  public void customize(ConfigurableServletWebServerFactory factory) {
    if (environment.containsProperty(MANAGEMENT_PORT)) {
      throw new RefusedException(
          "The setting %s opens a second port, which no token guards. Leave it out: health and metrics are answered on server.port."
              .formatted(MANAGEMENT_PORT));
    }
    InetAddress address = server.getAddress();
    boolean loopback = address != null && address.isLoopbackAddress();
    switch (access) {
      case Access.LoopbackOnly _ -> {
        if (!loopback) {
          throw new RefusedException(notLoopback(address));
        }
        log.atInfo().log("no tokens, only this machine is answered");
      }
      case Access.ByToken(TokenRegistry tokens, FailureLimiter _) -> {
        log.atInfo().addKeyValue("tokens", tokens.size()).log("holders of a token are answered");
        if (!loopback && !encrypted()) {
          log.atWarn()
              .log(
                  "tokens and models travel readable: set server.ssl.bundle, or listen on loopback"
                      + " behind a proxy with TLS");
        }
      }
    }
  }

  private boolean encrypted() {
    return Ssl.isEnabled(server.getSsl());
  }

  private static String notLoopback(@Nullable InetAddress address) {
    return "Without tokens the service listens on loopback only, but server.address is %s. Set it to 127.0.0.1, or configure tokens: ane-oracle.security.tokens-file."
        .formatted(address == null ? "any address" : address.getHostAddress());
  }

  /** The service was told to listen where strangers could come in. */
  static final class RefusedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message);
    }
  }
}
