package dev.aneoracle.api;

import dev.aneoracle.placement.Predictor;
import dev.aneoracle.placement.Predictor.ComputeUnits;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** The predictions of an evaluation, one row a target. */
@Schema(name = "Targets", description = "The predictions of an evaluation, one row a target")
record TargetsResponse(
    @Schema(example = "01KANXW3ZP8S5T2J7Q9F0D4E6G") String id,
    @Schema(example = "TinyClassifier.mlmodel") String model,
    @Schema(example = "sha256:816eafc30ca75a415028dd1f820ee78092bddacb570829b7e0ab4a2a13481cb8")
        String digest,
    ComputeUnits computeUnits,
    @Schema(description = "In the order asked") List<TargetRow> targets) {

  static TargetsResponse of(EvaluationResponse evaluation, Predictor predictor) {
    return new TargetsResponse(
        evaluation.id(),
        evaluation.model().name(),
        evaluation.model().digest(),
        evaluation.options().computeUnits(),
        evaluation.predictions().stream()
            .map(prediction ->
                TargetRow.of(prediction, predictor.twins(prediction.target().split("@", 2)[0])))
            .toList());
  }
}
