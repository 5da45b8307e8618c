package dev.aneoracle.placement;

import dev.aneoracle.coreml.Model;
import dev.aneoracle.coreml.ModelReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Real models of which others recorded where their operations ran, where they are at hand. */
final class GroundTruth {

  private static final Path MODELS =
      Path.of(System.getProperty("ane-oracle.shared", "shared"), "models");
  private static final Path RECORDS = MODELS.resolve("ground-truth");

  /** The recorded file is of another conversion: three outputs have other names there. */
  private static final Map<String, String> RECORDED_NAMES =
      Map.of(
          "cast_115", "cast_173",
          "Softmax_cast", "Softmax",
          "Softmax", "Softmax_cast_to_fp32");

  private GroundTruth() {}

  static boolean atHand() {
    return Files.exists(RECORDS.resolve("mobilenet-edgetpu-m1/per-op.json"))
        && Files.exists(RECORDS.resolve("fluidaudio-m5.json"));
  }

  /** Returns what the output of an operation of our file is called in the record. */
  static String recordedName(String name) {
    return RECORDED_NAMES.getOrDefault(name, name);
  }

  /** Returns what was recorded of MobilenetEdgeTPU on an M1, by the name of the output. */
  static Map<String, JsonNode> mobilenet() {
    Map<String, JsonNode> rows = new HashMap<>();
    for (JsonNode row : json("mobilenet-edgetpu-m1/per-op.json").path("rows")) {
      rows.put(row.path("output").asString(), row);
    }
    return rows;
  }

  /** Returns how many operations of a hundred the ANE was to run on an M5, by the model. */
  static Map<String, JsonNode> shares() {
    Map<String, JsonNode> rows = new HashMap<>();
    for (JsonNode row : json("fluidaudio-m5.json").path("rows")) {
      rows.put(row.path("model").asString(), row);
    }
    return rows;
  }

  /** Reads the bundle below a model's folder that ends so. */
  static Model model(String folder, String ending) {
    try (Stream<Path> bundles = Files.list(MODELS.resolve(folder))) {
      List<Path> found = bundles.filter(path -> path.toString().endsWith(ending)).toList();
      return new ModelReader().read(found.getFirst());
    } catch (IOException ex) {
      throw new UncheckedIOException(ex);
    } catch (dev.aneoracle.coreml.CoreMlFormatException ex) {
      throw new IllegalStateException(ex);
    }
  }

  private static JsonNode json(String file) {
    return JsonMapper.shared().readTree(RECORDS.resolve(file));
  }
}
