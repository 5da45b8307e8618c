package dev.aneoracle;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;

/**
 * Starts the service. Only files with these names are looked into for components, because to open
 * every class there is took a tenth of a start; others are imported by a configuration.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@ComponentScan(
    resourcePattern = "**/*Configuration.class",
    excludeFilters =
        @ComponentScan.Filter(type = FilterType.CUSTOM, classes = TypeExcludeFilter.class))
@ComponentScan(
    resourcePattern = "**/*Controller.class",
    excludeFilters =
        @ComponentScan.Filter(type = FilterType.CUSTOM, classes = TypeExcludeFilter.class))
public class AneOracleApplication {

  /** Starts the service with the given Spring Boot arguments. */
  public static void main(String[] args) {
    SpringApplication.run(AneOracleApplication.class, args);
  }
}
