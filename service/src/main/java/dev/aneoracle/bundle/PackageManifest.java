package dev.aneoracle.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.text.Normalizer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The {@code Manifest.json} of an {@code .mlpackage}.
 *
 * @param rootModelIdentifier the key of the item that is the model
 * @param itemInfoEntries the items by key
 */
record PackageManifest(
    @Nullable String rootModelIdentifier, Map<String, @Nullable Item> itemInfoEntries) {

  static final String FILE = "Manifest.json";

  static final String DATA = "Data";

  private static final int MAXIMUM_SIZE = 1 << 20;

  private static final JsonMapper MAPPER =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  PackageManifest {
    itemInfoEntries =
        itemInfoEntries == null ? Map.of() : new TreeMap<String, @Nullable Item>(itemInfoEntries);
  }

  /**
   * Reads a manifest.
   *
   * @param name the package's name, for messages
   */
  static PackageManifest read(UnpackedFile file, String name)
      throws BundleRejectedException, IOException {
    if (file.isLfsPointer()) {
      throw Rejections.lfsPointer(FILE + " of " + name);
    }
    if (file.size() > MAXIMUM_SIZE) {
      throw Rejections.notCoreMl(
          "The " + FILE + " of " + name + " is larger than any real one. Export the model anew.");
    }
    try {
      return Objects.requireNonNull(
          MAPPER.readValue(Files.readAllBytes(file.file()), PackageManifest.class));
    } catch (JacksonException | NullPointerException notReadable) {
      throw Rejections.notCoreMl(
          "The " + FILE + " of " + name + " is not the JSON it should be. Export the model anew.");
    }
  }

  /** Returns the path of the model within the package. */
  String modelPath(String name) throws BundleRejectedException {
    Item item = rootModelIdentifier == null ? null : itemInfoEntries.get(rootModelIdentifier);
    String path = item == null ? null : item.pathInPackage();
    if (path == null) {
      throw Rejections.notCoreMl(
          "The " + FILE + " of " + name + " names no root model. Export the model anew.");
    }
    return path;
  }

  /** Returns the paths of all items within the package. */
  List<String> itemPaths() {
    return itemInfoEntries.values().stream()
        .filter(Objects::nonNull)
        .map(Item::pathInPackage)
        .filter(Objects::nonNull)
        .sorted()
        .toList();
  }

  /**
   * A file or directory that the manifest names.
   *
   * @param path from the package's data directory on
   */
  record Item(@Nullable String path) {

    @Nullable String pathInPackage() {
      if (path == null || path.isBlank()) {
        return null;
      }
      String plain = Normalizer.normalize(path, Normalizer.Form.NFC).replaceAll("/+$", "");
      return DATA + "/" + plain;
    }
  }
}
