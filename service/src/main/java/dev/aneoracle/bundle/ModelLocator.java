package dev.aneoracle.bundle;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the one model in an archive, however many folders are around it. */
final class ModelLocator {

  private static final int SHOWN = 5;

  private final UnpackedTree tree;

  private final String archive;

  /** Creates a locator for an archive of the given name. */
  ModelLocator(UnpackedTree tree, String archive) {
    this.tree = tree;
    this.archive = archive;
  }

  LocatedModel locate() throws BundleRejectedException {
    Set<LocatedModel> models = new LinkedHashSet<>();
    for (String path : tree.files().keySet()) {
      outermost(path).ifPresent(models::add);
    }
    if (models.size() > 1) {
      throw Rejections.archive(
          archive
              + " holds "
              + models.size()
              + " models ("
              + models.stream()
                  .limit(SHOWN)
                  .map(model -> DisplayName.ofEntry(model.path()))
                  .collect(Collectors.joining(", "))
              + (models.size() > SHOWN ? ", …" : "")
              + "). Send one model at a time.");
    }
    if (models.isEmpty()) {
      return onlyFile();
    }
    return models.iterator().next();
  }

  /** Goes from the root inwards, so that what lies inside a package is part of it. */
  private Optional<LocatedModel> outermost(String path) {
    for (int slash = -1; ; ) {
      String directory = slash < 0 ? "" : path.substring(0, slash);
      if (isPackage(directory)) {
        return Optional.of(new LocatedModel(BundleFormat.MLPACKAGE, directory));
      }
      if (isCompiled(directory)) {
        return Optional.of(new LocatedModel(BundleFormat.MLMODELC, directory));
      }
      slash = path.indexOf('/', slash + 1);
      if (slash < 0) {
        break;
      }
    }
    return hasEnding(path, BundleFormat.MLMODEL)
        ? Optional.of(new LocatedModel(BundleFormat.MLMODEL, path))
        : Optional.empty();
  }

  private boolean isPackage(String directory) {
    return hasEnding(directory, BundleFormat.MLPACKAGE)
        || (tree.has(in(directory, PackageManifest.FILE))
            && tree.hasUnder(in(directory, PackageManifest.DATA)));
  }

  private boolean isCompiled(String directory) {
    return hasEnding(directory, BundleFormat.MLMODELC)
        || CompiledFiles.MARKERS.stream().anyMatch(marker -> tree.has(in(directory, marker)));
  }

  private LocatedModel onlyFile() throws BundleRejectedException {
    ForeignEntries.refuse(tree, archive);
    if (tree.files().size() == 1) {
      return new LocatedModel(BundleFormat.MLMODEL, tree.files().firstKey());
    }
    throw Rejections.notCoreMl(
        archive
            + (tree.files().isEmpty()
                ? " holds no files"
                : " holds no Core ML model but " + shown())
            + ". Send a zip of an .mlpackage or .mlmodelc directory, or an .mlmodel.");
  }

  private String shown() {
    Set<String> top = tree.top();
    return top.stream().limit(SHOWN).map(DisplayName::ofEntry).collect(Collectors.joining(", "))
        + (top.size() > SHOWN ? ", …" : "");
  }

  private static String in(String directory, String name) {
    return directory.isEmpty() ? name : directory + "/" + name;
  }

  private static boolean hasEnding(String path, BundleFormat format) {
    return path.toLowerCase(Locale.ROOT).endsWith("." + format.extension());
  }
}
