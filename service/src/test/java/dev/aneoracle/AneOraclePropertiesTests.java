package dev.aneoracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
                DataSize.ofGigabytes(1),
                64));
    assertThat(properties.bundleDirectory()).isNull();
    assertThat(properties.fleet())
        .isEqualTo(
            new AneOracleProperties.Fleet(
                Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofDays(30)));
    assertThat(properties.storage())
        .isEqualTo(
            new AneOracleProperties.Storage(DataSize.ofMegabytes(256), Duration.ofMinutes(1)));
    assertThat(properties.retention())
        .isEqualTo(
            new AneOracleProperties.Retention(null, null, Duration.ofDays(30), null, 90, 80));
    assertThat(properties.queue())
        .isEqualTo(
            new AneOracleProperties.Queue(
                1000,
                DataSize.ofGigabytes(64),
                Duration.ofMinutes(5),
                250,
                DataSize.ofGigabytes(16),
                Map.of()));
    assertThat(properties.api())
        .isEqualTo(new AneOracleProperties.Api(Duration.ofHours(24), 256, Duration.ofSeconds(15)));
    assertThat(properties.helper())
        .isEqualTo(
            new AneOracleProperties.Helper(
                null,
                null,
                DataSize.ofMegabytes(256),
                DataSize.ofMegabytes(1),
                10,
                new AneOracleProperties.Limits(
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(15),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(3),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(1),
                    Duration.ofMinutes(5))));
    assertThat(properties.security())
        .isEqualTo(new AneOracleProperties.Security(null, List.of(), 10, Duration.ofMinutes(1)));
    assertThat(properties.security().byToken()).isFalse();
    assertThat(properties.shutdown())
        .isEqualTo(new AneOracleProperties.Shutdown(Duration.ofMinutes(1)));
  }

  @Test
  void everySettingCanBeSet() {
    AneOracleProperties properties =
        bind(
            Map.ofEntries(
                Map.entry("ane-oracle.data-directory", "/data"),
                Map.entry("ane-oracle.node", "lab"),
                Map.entry("ane-oracle.bundle-directory", "/models"),
                Map.entry("ane-oracle.fleet.heartbeat", "22s"),
                Map.entry("ane-oracle.fleet.silence", "45s"),
                Map.entry("ane-oracle.fleet.forget-after", "24d"),
                Map.entry("ane-oracle.prediction.threads", "3"),
                Map.entry("ane-oracle.prediction.default-target", "M1@12"),
                Map.entry("ane-oracle.upload.max-size", "1MB"),
                Map.entry("ane-oracle.upload.max-unpacked-size", "2MB"),
                Map.entry("ane-oracle.upload.max-entries", "4"),
                Map.entry("ane-oracle.upload.max-ratio", "5"),
                Map.entry("ane-oracle.upload.max-depth", "6"),
                Map.entry("ane-oracle.upload.min-free-space", "7MB"),
                Map.entry("ane-oracle.storage.reserve", "25MB"),
                Map.entry("ane-oracle.storage.upkeep-interval", "26s"),
                Map.entry("ane-oracle.retention.evaluations", "31d"),
                Map.entry("ane-oracle.retention.bundles", "32d"),
                Map.entry("ane-oracle.retention.files", "33d"),
                Map.entry("ane-oracle.retention.max-store-size", "34GB"),
                Map.entry("ane-oracle.retention.high-water", "36"),
                Map.entry("ane-oracle.retention.low-water", "35"),
                Map.entry("ane-oracle.upload.max-concurrent", "25"),
                Map.entry("ane-oracle.queue.max-evaluations", "8"),
                Map.entry("ane-oracle.queue.max-size", "9MB"),
                Map.entry("ane-oracle.queue.stuck-after", "25m"),
                Map.entry("ane-oracle.queue.max-evaluations-per-submitter", "26"),
                Map.entry("ane-oracle.queue.max-size-per-submitter", "27MB"),
                Map.entry("ane-oracle.queue.quotas.box-1.max-evaluations", "28"),
                Map.entry("ane-oracle.queue.quotas[box.2].max-size", "29MB"),
                Map.entry("ane-oracle.api.idempotency-period", "22h"),
                Map.entry("ane-oracle.api.max-event-listeners", "23"),
                Map.entry("ane-oracle.api.event-heartbeat", "24s"),
                Map.entry("ane-oracle.helper.path", "/bin/agent"),
                Map.entry("ane-oracle.helper.warm-home", "/warm"),
                Map.entry("ane-oracle.helper.dump-limit", "10MB"),
                Map.entry("ane-oracle.helper.log-limit", "11KB"),
                Map.entry("ane-oracle.helper.compare-predictions", "12"),
                Map.entry("ane-oracle.helper.limits.hello", "13s"),
                Map.entry("ane-oracle.helper.limits.compile", "14s"),
                Map.entry("ane-oracle.helper.limits.load", "15s"),
                Map.entry("ane-oracle.helper.limits.prediction", "16s"),
                Map.entry("ane-oracle.helper.limits.plan", "17s"),
                Map.entry("ane-oracle.helper.limits.late-evidence", "18s"),
                Map.entry("ane-oracle.helper.limits.end", "19s"),
                Map.entry("ane-oracle.helper.limits.first-pause", "20s"),
                Map.entry("ane-oracle.helper.limits.longest-pause", "21s"),
                Map.entry("ane-oracle.security.tokens-file", "/tokens"),
                Map.entry("ane-oracle.security.tokens[0].name", "box"),
                Map.entry("ane-oracle.security.tokens[0].role", "read"),
                Map.entry("ane-oracle.security.tokens[0].digest", "sha256:22"),
                Map.entry("ane-oracle.security.max-failures", "23"),
                Map.entry("ane-oracle.security.failure-window", "24s"),
                Map.entry("ane-oracle.shutdown.drain", "25s")));

    assertThat(properties)
        .isEqualTo(
            new AneOracleProperties(
                Path.of("/data"),
                "lab",
                Path.of("/models"),
                new AneOracleProperties.Fleet(
                    Duration.ofSeconds(22), Duration.ofSeconds(45), Duration.ofDays(24)),
                new AneOracleProperties.Prediction(3, "M1@12"),
                new AneOracleProperties.Upload(
                    DataSize.ofMegabytes(1),
                    DataSize.ofMegabytes(2),
                    4,
                    5,
                    6,
                    DataSize.ofMegabytes(7),
                    25),
                new AneOracleProperties.Storage(DataSize.ofMegabytes(25), Duration.ofSeconds(26)),
                new AneOracleProperties.Retention(
                    Duration.ofDays(31),
                    Duration.ofDays(32),
                    Duration.ofDays(33),
                    DataSize.ofGigabytes(34),
                    36,
                    35),
                new AneOracleProperties.Queue(
                    8,
                    DataSize.ofMegabytes(9),
                    Duration.ofMinutes(25),
                    26,
                    DataSize.ofMegabytes(27),
                    Map.of(
                        "box-1",
                        new AneOracleProperties.Quota(28, null),
                        "box.2",
                        new AneOracleProperties.Quota(null, DataSize.ofMegabytes(29)))),
                new AneOracleProperties.Api(Duration.ofHours(22), 23, Duration.ofSeconds(24)),
                new AneOracleProperties.Helper(
                    Path.of("/bin/agent"),
                    Path.of("/warm"),
                    DataSize.ofMegabytes(10),
                    DataSize.ofKilobytes(11),
                    12,
                    new AneOracleProperties.Limits(
                        Duration.ofSeconds(13),
                        Duration.ofSeconds(14),
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(16),
                        Duration.ofSeconds(17),
                        Duration.ofSeconds(18),
                        Duration.ofSeconds(19),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(21))),
                new AneOracleProperties.Security(
                    Path.of("/tokens"),
                    List.of(new AneOracleProperties.Token("box", "read", "sha256:22")),
                    23,
                    Duration.ofSeconds(24)),
                new AneOracleProperties.Shutdown(Duration.ofSeconds(25))));
  }

  private static AneOracleProperties bind(Map<String, String> settings) {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bind(AneOracleProperties.NAME, AneOracleProperties.class)
        .get();
  }
}
