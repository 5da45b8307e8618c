package dev.aneoracle.helper;

import dev.aneoracle.helper.MeasurementRequest.CacheUse;
import dev.aneoracle.helper.MeasurementRequest.EngineChoice;
import dev.aneoracle.helper.MeasurementRequest.Optionals;
import dev.aneoracle.helper.MeasurementRequest.PlanWhen;
import dev.aneoracle.helper.MeasurementRequest.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.springframework.util.unit.DataSize;

/** Makes what a measurement needs. */
final class Measuring {

  private Measuring() {}

  static HelperSettings settings(Path data, Duration limit) {
    return new HelperSettings(
        data.resolve("helpers"),
        data.resolve("warm"),
        data.resolve("canary.json"),
        new HelperSettings.Limits(
            Duration.ofSeconds(20),
            limit,
            limit,
            limit,
            limit,
            Duration.ofMillis(300),
            Duration.ofSeconds(2),
            Duration.ofSeconds(8),
            Duration.ofSeconds(20)),
        DataSize.ofMegabytes(3),
        DataSize.ofKilobytes(64),
        10);
  }

  /** Makes the files of the canaries. */
  static Path canaries(Path data) throws IOException {
    Path canaries = Files.createDirectories(data.resolve("canary"));
    Files.writeString(canaries.resolve("canary-classic.mlmodel"), "classic");
    Files.createDirectories(canaries.resolve("canary-program.mlpackage"));
    return canaries;
  }

  static MeasurementRequest request(Path data, String model) {
    return request(data, model, Settings.usual());
  }

  static MeasurementRequest request(Path data, String model, Settings settings) {
    return new MeasurementRequest(
        "e1",
        data.resolve(model),
        "CPU_AND_NE",
        null,
        Map.of(),
        settings,
        data.resolve("evaluations/e1"),
        _ -> false);
  }

  static Settings with(PlanWhen plan, CacheUse cache) {
    return new Settings(1, Optionals.GIVEN, EngineChoice.DEFAULT, plan, false, false, cache);
  }

  static Settings compared() {
    return new Settings(
        1, Optionals.ABSENT, EngineChoice.CLASSIC, PlanWhen.NEEDED, true, true, CacheUse.COLD);
  }
}
