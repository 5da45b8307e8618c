package dev.aneoracle.bundle;

import java.util.Optional;
import java.util.Set;

/** Recognises by their names the files that other frameworks put into their archives. */
final class ForeignEntries {

  private static final Set<String> KERAS = Set.of("config.json", "model.weights.h5");

  private ForeignEntries() {}

  static void refuse(UnpackedTree tree, String archive) throws BundleRejectedException {
    Set<String> paths = tree.files().keySet();
    if (paths.stream().anyMatch(path -> path.endsWith("/data.pkl"))) {
      throw ForeignFormat.PYTORCH.rejection(archive);
    }
    if (paths.containsAll(KERAS)) {
      throw ForeignFormat.KERAS.rejection(archive);
    }
    for (String path : paths) {
      Optional<ForeignFormat> format = recognise(path);
      if (format.isPresent()) {
        throw format.get().rejection(DisplayName.ofEntry(path) + " in " + archive);
      }
    }
  }

  /** Endings that also occur beside models say nothing. */
  private static Optional<ForeignFormat> recognise(String path) {
    for (String segment : path.split("/", -1)) {
      Optional<ForeignFormat> format = ForeignFormat.byName(segment).filter(ForeignFormat::isModel);
      if (format.isPresent()) {
        return format;
      }
    }
    return Optional.empty();
  }
}
