package dev.aneoracle.api;

import dev.aneoracle.evaluation.Evaluation;
import dev.aneoracle.evaluation.EvaluationService;
import dev.aneoracle.placement.Predictor;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Shows the predictions of an evaluation as a table, one row a target. */
@RestController
@Tag(name = OpenApiConfiguration.EVALUATIONS)
class TargetController {

  static final String TABLE =
      """
      TinyClassifier.mlmodel  sha256:816eafc30ca75a415028dd1f820ee78092bddacb570829b7e0ab4a2a13481cb8  CPU_AND_NE

      chip      system    engine   verdict  ops     work    time  est. ms  segments  first blocker
      M1 (A14)  macOS 12  CLASSIC  PARTIAL  100.0%  100.0%  -     -        1         dictionary, string: POST_PROCESSING
      """;

  static final String EVALUATION =
      """
      01KANXW3ZP8S5T2J7Q9F0D4E6G  SUCCEEDED  PARTIAL (PREDICTED): 1 segment on the ANE; only the class label is made \
      outside it

      """
          + TABLE;

  private final EvaluationService evaluations;
  private final EvaluationAnswers answers;
  private final Predictor predictor;

  TargetController(EvaluationService evaluations, EvaluationAnswers answers, Predictor predictor) {
    this.evaluations = evaluations;
    this.answers = answers;
    this.predictor = predictor;
  }

  @Operation(
      operationId = "listTargets",
      summary = "Compare the targets, chip by chip",
      description =
          "One row for each target that was asked for, in that order; submit with target=all for"
              + " every Mac chip. As text/plain a table for a terminal, in which neighbouring"
              + " systems with the same answer share a row.")
  @ApiResponse(
      responseCode = "200",
      description = "The predictions in brief",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON_VALUE,
            schema = @Schema(implementation = TargetsResponse.class)),
        @Content(
            mediaType = MediaType.TEXT_PLAIN_VALUE,
            schema = @Schema(type = "string"),
            examples = @ExampleObject(name = "table", value = TABLE))
      })
  @ProblemAnswers({ProblemType.UNKNOWN_EVALUATION, ProblemType.NOT_ENDED})
  @GetMapping(
      path = "/api/v1/evaluations/{id}/targets",
      produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_PLAIN_VALUE})
  TargetsResponse targets(@IdParameter @PathVariable String id) {
    Evaluation evaluation = evaluations.find(id).orElseThrow(() -> EvaluationAnswers.unknown(id));
    TargetsResponse table = TargetsResponse.of(answers.response(evaluation), predictor);
    if (table.targets().isEmpty()) {
      throw new ApiException(
          ProblemType.NOT_ENDED,
          "Evaluation %s is %s and has no predictions to show."
              .formatted(evaluation.id(), evaluation.state()));
    }
    return table;
  }
}
