package dev.aneoracle.evaluation;

import dev.aneoracle.bundle.BundleStore;
import dev.aneoracle.bundle.ModelDigest;
import dev.aneoracle.bundle.StoredBundle;
import dev.aneoracle.coreml.CoreMlFormatException;
import dev.aneoracle.coreml.Model;
import dev.aneoracle.coreml.ModelReader;
import dev.aneoracle.helper.MeasurementRequest;
import dev.aneoracle.helper.Observation;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds the model of an evaluation and says what to measure of it. */
final class MeasurementRequests {

  private final BundleStore bundles;
  private final ModelReader reader;
  private final EvaluationFiles files;

  MeasurementRequests(BundleStore bundles, ModelReader reader, EvaluationFiles files) {
    this.bundles = bundles;
    this.reader = reader;
    this.files = files;
  }

  /** Returns the stored model, empty where it is no longer there. */
  Optional<Model> model(Evaluation evaluation) throws CoreMlFormatException, IOException {
    Optional<StoredBundle> bundle = bundle(evaluation);
    return bundle.isEmpty() ? Optional.empty() : Optional.of(reader.read(bundle.get().path()));
  }

  MeasurementRequest request(Evaluation evaluation, Predicate<Observation> needsPlan) {
    EvaluationOptions options = evaluation.options();
    return new MeasurementRequest(
        evaluation.id(),
        bundle(evaluation).orElseThrow().path(),
        options.computeUnits().name(),
        options.function(),
        options.measuring().shapes(),
        options.measuring().settings(),
        files.directory(evaluation.id()),
        needsPlan);
  }

  private Optional<StoredBundle> bundle(Evaluation evaluation) {
    return bundles.find(ModelDigest.parse(evaluation.model().digest()));
  }
}
