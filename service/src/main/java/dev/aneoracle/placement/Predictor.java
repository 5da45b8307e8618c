package dev.aneoracle.placement;

import dev.aneoracle.coreml.Model;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Predicts a model's placement from its graph by the rule data. Thread-safe. */
public interface Predictor {

  /**
   * Predicts for one target.
   *
   * @param function the function of an ML Program, null for the default one
   * @throws UnknownFunctionException when the model has no such function
   */
  Prediction predict(Model model, Target target, ComputeUnits units, @Nullable String function);

  /**
   * Returns the targets that the text names.
   *
   * @param text {@code CHIP}, {@code CHIP@MACOS}, several by comma, or {@code all}
   * @throws IllegalArgumentException when a chip or a version is not in the rule data; the message
   *     says which and lists what is
   */
  List<Target> targets(String text);

  /**
   * Returns the chips with the same generation of Neural Engine: those of phones for a Mac's chip,
   * the Mac's for one of a phone; none for a chip that is not known.
   */
  List<String> twins(String chip);

  /** Returns the version of the rule data: the same version gives the same predictions. */
  String ruleSetVersion();

  /** The compute units that Core ML may use. */
  enum ComputeUnits {
    ALL,
    CPU_AND_NE,
    CPU_AND_GPU,
    CPU_ONLY
  }

  /** The model has no function of the given name; the message lists those it has. */
  final class UnknownFunctionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception with a sentence for the user. */
    public UnknownFunctionException(String message) {
      super(message);
    }
  }
}
