package dev.aneoracle.coreml;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Checks that the weight files that an ML Program names are there. They stand beside the
 * specification, which names them from {@code @model_path} on.
 */
record WeightFiles(Path folder) {

  private static final String MODEL_PATH = "@model_path/";
  private static final int NAMED_AT_MOST = 20;

  /** Returns a warning for each file that cannot be used. */
  List<String> check(Collection<String> names) {
    List<String> warnings = new ArrayList<>();
    for (String name : names) {
      if (warnings.size() == NAMED_AT_MOST) {
        warnings.add("More weight files are missing");
        break;
      }
      String problem = problem(name);
      if (!problem.isEmpty()) {
        warnings.add("Weight file " + name + " " + problem);
      }
    }
    return warnings;
  }

  private String problem(String name) {
    Path file;
    try {
      String relative = name.startsWith(MODEL_PATH) ? name.substring(MODEL_PATH.length()) : name;
      file = folder.resolve(relative).normalize();
    } catch (InvalidPathException e) {
      return "has an impossible name";
    }
    if (!file.startsWith(folder)) {
      return "lies outside the model";
    }
    if (!Files.isRegularFile(file)) {
      return "is missing";
    }
    try {
      return ForeignFormat.isGitLfsPointer(file) ? "is a Git LFS pointer" : "";
    } catch (IOException e) {
      return "cannot be read";
    }
  }
}
