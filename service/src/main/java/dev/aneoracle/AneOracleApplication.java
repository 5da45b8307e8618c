package dev.aneoracle;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the service. */
@SpringBootApplication(proxyBeanMethods = false)
public class AneOracleApplication {

  /** Starts the service with the given Spring Boot arguments. */
  public static void main(String[] args) {
    SpringApplication.run(AneOracleApplication.class, args);
  }
}
