package dev.aneoracle.bundle;

import java.util.ArrayList;
import java.util.List;

/** Collects what is odd about a model but does not stop a prediction. */
final class Inspection {

  private static final int MAXIMUM = 20;

  private final List<String> warnings = new ArrayList<>();

  void warn(String warning) {
    if (warnings.size() < MAXIMUM) {
      warnings.add(warning);
    }
  }

  void warnOfPointers(UnpackedTree tree) {
    tree.files()
        .forEach((path, file) -> {
          if (file.isLfsPointer()) {
            warn(
                DisplayName.ofEntry(path)
                    + " is a Git LFS pointer, not the file itself: the model can be predicted"
                    + " but not run. `git lfs pull` fetches the file.");
          }
        });
  }

  List<String> warnings() {
    return List.copyOf(warnings);
  }
}
