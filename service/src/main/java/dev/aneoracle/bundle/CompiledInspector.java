package dev.aneoracle.bundle;

import java.util.List;
import java.util.Optional;

/** Checks that an {@code .mlmodelc} holds something to read a graph from. */
final class CompiledInspector {

  private static final String ESPRESSO_GRAPH = "model.espresso.net";

  private static final String ESPRESSO_WEIGHTS = "model.espresso.weights";

  private CompiledInspector() {}

  /**
   * Checks a compiled model.
   *
   * @param name its name, for messages
   * @return what is odd about it
   */
  static List<String> inspect(UnpackedTree tree, String name) throws BundleRejectedException {
    List<String> graphs = tree.files().keySet().stream().filter(CompiledFiles::isGraph).toList();
    List<String> data = tree.files().keySet().stream().filter(CompiledFiles::isData).toList();
    if (graphs.isEmpty() && data.isEmpty()) {
      throw Rejections.notCoreMl(
          name
              + " has none of model.mil, model.espresso.net and coremldata.bin. Send the whole"
              + " .mlmodelc directory as a zip.");
    }
    Optional<String> pointer =
        graphs.isEmpty()
            ? Optional.of(data.getFirst()).filter(path -> arePointers(tree, data))
            : graphs.stream().filter(path -> arePointers(tree, List.of(path))).findFirst();
    if (pointer.isPresent()) {
      throw Rejections.lfsPointer(DisplayName.ofEntry(pointer.get()) + " of " + name);
    }
    var inspection = new Inspection();
    if (tree.has(ESPRESSO_GRAPH) && !tree.has(ESPRESSO_WEIGHTS)) {
      inspection.warn(
          "'" + ESPRESSO_WEIGHTS + "' is missing: the model can be predicted but not run.");
    }
    if (!data.contains("coremldata.bin")) {
      inspection.warn("'coremldata.bin' is missing: the model can be predicted but not run.");
    }
    inspection.warnOfPointers(tree);
    return inspection.warnings();
  }

  private static boolean arePointers(UnpackedTree tree, List<String> paths) {
    return paths.stream()
        .allMatch(path -> tree.find(path).filter(UnpackedFile::isLfsPointer).isPresent());
  }
}
