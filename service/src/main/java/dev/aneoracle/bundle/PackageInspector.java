package dev.aneoracle.bundle;

import java.io.IOException;
import java.util.List;

/** Checks that an {@code .mlpackage} holds what its manifest says. */
final class PackageInspector {

  private PackageInspector() {}

  /**
   * Checks a package.
   *
   * @param name its name, for messages
   * @return what is odd about it
   */
  static List<String> inspect(UnpackedTree tree, String name)
      throws BundleRejectedException, IOException {
    UnpackedFile manifestFile =
        tree.find(PackageManifest.FILE).orElseThrow(() -> missing(name, PackageManifest.FILE));
    PackageManifest manifest = PackageManifest.read(manifestFile, name);
    String modelPath = manifest.modelPath(name);
    UnpackedFile model = tree.find(modelPath).orElseThrow(() -> missing(name, modelPath));
    ModelFile.require(model, DisplayName.ofEntry(modelPath) + " of " + name);
    var inspection = new Inspection();
    for (String path : manifest.itemPaths()) {
      if (!tree.has(path) && !tree.hasUnder(path)) {
        inspection.warn(
            "The manifest names "
                + DisplayName.ofEntry(path)
                + ", which is missing: the model can be predicted but not run.");
      }
    }
    inspection.warnOfPointers(tree);
    return inspection.warnings();
  }

  private static BundleRejectedException missing(String name, String path) {
    return Rejections.notCoreMl(
        name
            + " has no "
            + DisplayName.ofEntry(path)
            + ". Send the whole .mlpackage directory as a zip.");
  }
}
