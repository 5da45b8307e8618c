package dev.aneoracle.placement;

import dev.aneoracle.coreml.Graph;
import dev.aneoracle.coreml.ModelBody;
import dev.aneoracle.placement.Predictor.UnknownFunctionException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the function of a model that is asked for. */
final class Functions {

  private Functions() {}

  static Graph find(ModelBody.Program program, @Nullable String function) {
    String wanted = function == null ? program.defaultFunction() : function;
    return program.functions().stream()
        .filter(graph -> graph.name().equals(wanted))
        .findFirst()
        .orElseThrow(() ->
            new UnknownFunctionException(
                "The model has no function \""
                    + wanted
                    + "\"; it has "
                    + program.functions().stream()
                        .map(Graph::name)
                        .collect(Collectors.joining(", "))
                    + "."));
  }

  static void refuseOther(String only, @Nullable String function) {
    if (function != null && !function.equals(only)) {
      throw new UnknownFunctionException(
          "The model has no function \"" + function + "\"; it is a neural network, " + only + ".");
    }
  }

  static void refuse(@Nullable String function) {
    if (function != null) {
      throw new UnknownFunctionException(
          "The model has no function \"" + function + "\"; it is no ML Program.");
    }
  }
}
