package dev.aneoracle;

import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Takes the data directory, and lets libraries and container write what is temporary into it. */
@Configuration(proxyBeanMethods = false)
class TemporaryConfiguration {

  /** What SQLite's driver and JNA read when they unpack their native libraries. */
  private static final List<String> UNPACKING = List.of("org.sqlite.tmpdir", "jna.tmpdir");

  /** The service's own folder is swept while nobody else can have it. */
  @Bean
  DataDirectory dataDirectory(AneOracleProperties properties) {
    DataDirectory directory = DataDirectory.take(properties.dataDirectory());
    Path temporary = directory.emptyTemporary();
    for (String property : UNPACKING) {
      if (System.getProperty(property) == null) {
        System.setProperty(property, temporary.toString());
      }
    }
    return directory;
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> containerFolder(
      DataDirectory directory) {
    return factory ->
        factory.setBaseDirectory(
            directory.folder(DataDirectory.TEMPORARY).resolve("tomcat").toFile());
  }
}
