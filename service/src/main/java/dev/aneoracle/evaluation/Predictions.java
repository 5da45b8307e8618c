package dev.aneoracle.evaluation;

import dev.aneoracle.bundle.BundleStore;
import dev.aneoracle.bundle.ModelDigest;
import dev.aneoracle.bundle.StoredBundle;
import dev.aneoracle.coreml.CoreMlFormatException;
import dev.aneoracle.coreml.Model;
import dev.aneoracle.coreml.ModelReader;
import dev.aneoracle.helper.Failure;
import dev.aneoracle.placement.Prediction;
import dev.aneoracle.placement.Predictor;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Predicts a stored model for every target that an evaluation asks for. Thread-safe. */
final class Predictions {

  private static final Logger log = LoggerFactory.getLogger(Predictions.class);

  private final BundleStore bundles;
  private final ModelReader reader;
  private final Predictor predictor;

  Predictions(BundleStore bundles, ModelReader reader, Predictor predictor) {
    this.bundles = bundles;
    this.reader = reader;
    this.predictor = predictor;
  }

  /**
   * Predicts it.
   *
   * @param read the model where it is at hand, null where it is to be read from the store
   */
  Result of(Evaluation evaluation, @Nullable Model read) {
    try {
      Optional<Model> model = read == null ? stored(evaluation) : Optional.of(read);
      return model.isEmpty()
          ? failed("The model is no longer in the store; upload it again.")
          : predict(evaluation.options(), model.get());
    } catch (CoreMlFormatException | Predictor.UnknownFunctionException e) {
      return failed(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      log.atError()
          .addKeyValue("evaluation", evaluation.id())
          .setCause(e)
          .log("stored model cannot be read");
      return failed("The stored model could not be read from disk; see the service's log.");
    } catch (RuntimeException | StackOverflowError e) {
      // A fault of ours must end this evaluation, not the worker with all that waits behind it.
      log.atError().addKeyValue("evaluation", evaluation.id()).setCause(e).log("prediction failed");
      return new Failed(
          new Failure(
              Failure.Code.OTHER_ERROR,
              "The prediction failed by a fault of the service; its log has the details."));
    }
  }

  private Optional<Model> stored(Evaluation evaluation) throws CoreMlFormatException, IOException {
    Optional<StoredBundle> bundle = bundles.find(ModelDigest.parse(evaluation.model().digest()));
    return bundle.isEmpty() ? Optional.empty() : Optional.of(reader.read(bundle.get().path()));
  }

  private Result predict(EvaluationOptions options, Model model) {
    return new Predicted(
        options.targets().stream()
            .map(target ->
                predictor.predict(model, target, options.computeUnits(), options.function()))
            .map(prediction ->
                options.measuring().shapes().isEmpty() ? prediction : warned(prediction))
            .toList());
  }

  private static Prediction warned(Prediction prediction) {
    return prediction.warning(
        "Predicted for the default shapes; the shapes asked for are measured only.");
  }

  private static Failed failed(String message) {
    return new Failed(new Failure(Failure.Code.READ_ERROR, message));
  }

  /** What came of it. */
  sealed interface Result {

    /** Returns the predictions without their operations, none where it failed. */
    default List<PredictionSummary> summaries() {
      return switch (this) {
        case Predicted predicted ->
            predicted.predictions().stream().map(PredictionSummary::of).toList();
        case Failed _ -> List.of();
      };
    }

    /** Returns the operations of each target, none where it failed. */
    default List<TargetOperations> operations() {
      return switch (this) {
        case Predicted predicted ->
            predicted.predictions().stream()
                .map(one -> new TargetOperations(one.target(), one.operations()))
                .toList();
        case Failed _ -> List.of();
      };
    }
  }

  /** One prediction a target, in the order asked. */
  record Predicted(List<Prediction> predictions) implements Result {}

  /** The model could not be predicted. */
  record Failed(Failure failure) implements Result {}
}
