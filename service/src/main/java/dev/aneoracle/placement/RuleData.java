package dev.aneoracle.placement;

import dev.aneoracle.coreml.ModelType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The rule data that comes with the service, read once.
 *
 * @param version the data's own version and the first digits of a digest over its files
 * @param sources what each citation key stands for
 */
record RuleData(
    String version,
    TargetCatalog catalog,
    RuleSet rules,
    CostTable costs,
    Map<ModelType, ModelKind> kinds,
    List<GraphWarning> warnings,
    Map<String, String> sources) {

  private static final List<String> FILES =
      List.of(
          "sources.json",
          "targets.json",
          "models.json",
          "messages.json",
          "rules-common.json",
          "rules-classic.json",
          "rules-e5.json",
          "costs-e5.json",
          "warnings.json");
  private static final JsonMapper JSON = JsonMapper.shared();

  RuleData {
    kinds = Map.copyOf(kinds);
    warnings = List.copyOf(warnings);
    sources = Map.copyOf(sources);
  }

  /** Reads the files on the class path. */
  static RuleData load() {
    MessageDigest digest = sha256();
    RuleReader reader = new RuleReader();
    for (String file : FILES) {
      byte[] content = content(file);
      digest.update(content);
      JsonNode root = JSON.readTree(content);
      try {
        reader.read(root);
      } catch (IllegalArgumentException ex) {
        throw new IllegalStateException("Rule data " + file + ": " + ex.getMessage(), ex);
      }
    }
    String hex = HexFormat.of().formatHex(digest.digest());
    return reader.data("+" + hex.substring(0, 8));
  }

  private static byte[] content(String file) {
    try (InputStream stream = RuleData.class.getResourceAsStream(file)) {
      if (stream == null) {
        throw new IllegalStateException("Rule data " + file + " is not on the class path");
      }
      return stream.readAllBytes();
    } catch (IOException ex) {
      throw new UncheckedIOException("Rule data " + file + " cannot be read", ex);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException ex) {
      throw new IllegalStateException("Every Java platform has SHA-256", ex);
    }
  }
}
