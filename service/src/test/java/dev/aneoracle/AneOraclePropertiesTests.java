package dev.aneoracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class AneOraclePropertiesTests {

  @Test
  void everySettingHasADefault() {
    AneOracleProperties properties = bind(Map.of("ane-oracle.data-directory", "/d"));

    assertThat(properties.node()).isNull();
    assertThat(properties.nodeName()).isNotBlank();
    assertThat(properties.prediction()).isEqualTo(new AneOracleProperties.Prediction(0, "M4@27"));
    assertThat(properties.prediction().effectiveThreads()).isPositive();
    assertThat(properties.upload())
        .isEqualTo(
            new AneOracleProperties.Upload(
                DataSize.ofGigabytes(8),
                DataSize.ofGigabytes(16),
                10_000,
                200,
                32,
                DataSize.ofGigabytes(1)));
    assertThat(properties.queue())
        .isEqualTo(new AneOracleProperties.Queue(1000, DataSize.ofGigabytes(64)));
  }

  @Test
  void everySettingCanBeSet() {
    AneOracleProperties properties =
        bind(
            Map.ofEntries(
                Map.entry("ane-oracle.data-directory", "/data"),
                Map.entry("ane-oracle.node", "lab"),
                Map.entry("ane-oracle.prediction.threads", "3"),
                Map.entry("ane-oracle.prediction.default-target", "M1@12"),
                Map.entry("ane-oracle.upload.max-size", "1MB"),
                Map.entry("ane-oracle.upload.max-unpacked-size", "2MB"),
                Map.entry("ane-oracle.upload.max-entries", "4"),
                Map.entry("ane-oracle.upload.max-ratio", "5"),
                Map.entry("ane-oracle.upload.max-depth", "6"),
                Map.entry("ane-oracle.upload.min-free-space", "7MB"),
                Map.entry("ane-oracle.queue.max-evaluations", "8"),
                Map.entry("ane-oracle.queue.max-size", "9MB")));

    assertThat(properties)
        .isEqualTo(
            new AneOracleProperties(
                Path.of("/data"),
                "lab",
                new AneOracleProperties.Prediction(3, "M1@12"),
                new AneOracleProperties.Upload(
                    DataSize.ofMegabytes(1),
                    DataSize.ofMegabytes(2),
                    4,
                    5,
                    6,
                    DataSize.ofMegabytes(7)),
                new AneOracleProperties.Queue(8, DataSize.ofMegabytes(9))));
  }

  private static AneOracleProperties bind(Map<String, String> settings) {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bind(AneOracleProperties.NAME, AneOracleProperties.class)
        .get();
  }
}
