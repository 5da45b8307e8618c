package dev.aneoracle.evaluation;

import dev.aneoracle.coreml.Feature;
import dev.aneoracle.coreml.Graph;
import dev.aneoracle.coreml.Model;
import dev.aneoracle.coreml.ModelBody;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a model is to be evaluated.
 *
 * @param priority 0 to 9, higher first
 * @param labels words to find it by
 * @param reuse whether an earlier answer to the same question will do
 * @param key names the request, null where the client did not name it
 * @param by who asks
 */
public record Submission(
    EvaluationOptions options,
    int priority,
    List<String> labels,
    Reuse reuse,
    @Nullable IdempotencyKey key,
    Applicant by) {

  public Submission {
    labels = List.copyOf(labels);
  }

  /** Whether an earlier answer will do. */
  public enum Reuse {
    KNOWN_ANSWER,
    NEVER
  }

  String submittedBy() {
    return by.submitter();
  }

  Waiting asking(String evaluation) {
    return new Waiting(evaluation, submittedBy(), priority);
  }

  void requireFits(Model model) {
    for (String name : options.measuring().shapes().keySet()) {
      if (model.inputs().stream().noneMatch(input -> input.name().equals(name))) {
        throw new InvalidOptionsException(
            "The model has no input '%s' to give a shape; it has %s."
                .formatted(
                    name,
                    model.inputs().stream().map(Feature::name).collect(Collectors.joining(", "))));
      }
    }
    String function = options.function();
    if (function == null) {
      return;
    }
    List<String> names =
        switch (model.body()) {
          case ModelBody.Program program -> program.functions().stream().map(Graph::name).toList();
          case ModelBody.Network _,
              ModelBody.Pipeline _,
              ModelBody.Opaque _,
              ModelBody.Compiled _ ->
              List.<String>of();
        };
    if (!names.contains(function)) {
      throw new InvalidOptionsException(
          "The model has no function '%s'; %s"
              .formatted(
                  function,
                  names.isEmpty()
                      ? "it has no functions to choose from, so leave 'function' out."
                      : "it has " + String.join(", ", names) + "."));
    }
  }
}
