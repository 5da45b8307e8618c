package dev.aneoracle.bundle;

import java.util.List;
import java.util.regex.Pattern;

/** Which files of a compiled model matter for what. */
final class CompiledFiles {

  /** A directory that holds one of these is a compiled model, whatever its name. */
  static final List<String> MARKERS =
      List.of("model.mil", "model.espresso.net", "coremldata.bin", "model0/coremldata.bin");

  /** What describes the graph, in the directory itself or in the stages of a pipeline. */
  private static final Pattern GRAPH =
      Pattern.compile("(model\\d*/)*(model\\.mil|model\\.espresso\\.net)");

  /** What describes the interface, or all of a model that has no graph. */
  private static final Pattern DATA = Pattern.compile("(model\\d*/)*coremldata\\.bin");

  private CompiledFiles() {}

  static boolean isGraph(String path) {
    return GRAPH.matcher(path).matches();
  }

  static boolean isData(String path) {
    return DATA.matcher(path).matches();
  }
}
