package dev.aneoracle.api;

import dev.aneoracle.evaluation.Evaluation;
import dev.aneoracle.evaluation.EvaluationFilter;
import dev.aneoracle.evaluation.EvaluationService;
import dev.aneoracle.evaluation.EvaluationState;
import dev.aneoracle.placement.OperationPlacement;
import dev.aneoracle.placement.ReasonCode;
import dev.aneoracle.placement.Verdict;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.Explode;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.propertyeditors.StringArrayPropertyEditor;
import org.springframework.beans.propertyeditors.StringTrimmerEditor;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/** Shows evaluations and takes them away. */
@RestController
@RequestMapping(path = "/api/v1/evaluations", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = OpenApiConfiguration.EVALUATIONS)
class EvaluationController {

  private static final String NOT_IN_A_LABEL = "\0";

  private final EvaluationService evaluations;
  private final EvaluationAnswers answers;

  EvaluationController(EvaluationService evaluations, EvaluationAnswers answers) {
    this.evaluations = evaluations;
    this.answers = answers;
  }

  /** A form sends its empty fields too; a label may have commas in it. */
  @InitBinder({
    "state",
    "verdict",
    "model",
    "label",
    "submittedBy",
    "since",
    "until",
    "unit",
    "reason",
    "target",
    "source",
    "cursor",
    "limit"
  })
  void emptyIsAbsent(WebDataBinder binder) {
    binder.registerCustomEditor(String.class, new StringTrimmerEditor(true));
    binder.registerCustomEditor(String[].class, new StringArrayPropertyEditor(NOT_IN_A_LABEL));
  }

  @Operation(
      operationId = "getEvaluation",
      summary = "Look at an evaluation, or wait for its end",
      description =
          "One that waits for its measurement carries its predictions already. The states go from"
              + " QUEUED over RUNNING to SUCCEEDED, FAILED or CANCELLED; that a model does not run"
              + " on the ANE is a success. As text/plain it is a table for a terminal, one row a"
              + " target.")
  @ApiResponse(
      responseCode = "200",
      description = "The evaluation as it stands",
      headers =
          @Header(
              name = EvaluationAnswers.PREFERENCE_APPLIED,
              ref = EvaluationAnswers.PREFERENCE_APPLIED),
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON_VALUE,
            schema = @Schema(implementation = EvaluationResponse.class)),
        @Content(
            mediaType = MediaType.TEXT_PLAIN_VALUE,
            schema = @Schema(type = "string"),
            examples = @ExampleObject(name = "table", value = TargetController.EVALUATION))
      })
  @ProblemAnswers(ProblemType.UNKNOWN_EVALUATION)
  @GetMapping(
      path = "/{id}",
      produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_PLAIN_VALUE})
  DeferredResult<ResponseEntity<EvaluationResponse>> get(
      @IdParameter @PathVariable String id,
      @PreferParameter @RequestHeader(name = EvaluationAnswers.PREFER, required = false)
          @Nullable List<String> prefer) {
    return answers.get(id, prefer == null ? List.of() : prefer);
  }

  @Operation(
      operationId = "listEvaluations",
      summary = "List evaluations, newest first",
      description =
          "Filters go together. Follow next until it is null; evaluations that come in meanwhile do"
              + " not move the pages.")
  @ApiResponse(responseCode = "200", description = "A page of evaluations")
  @GetMapping
  Page<EvaluationResponse> list(
      @Parameter(description = "Only those in this state", example = "SUCCEEDED")
          @RequestParam(required = false)
          @Nullable EvaluationState state,
      @Parameter(description = "Only those with this verdict", example = "PARTIAL")
          @RequestParam(required = false)
          Verdict.@Nullable Status verdict,
      @Parameter(
              description = "Only those of the model with this digest",
              example = "sha256:816eafc30ca75a415028dd1f820ee78092bddacb570829b7e0ab4a2a13481cb8",
              schema = @Schema(type = "string", pattern = Digests.PATTERN))
          @RequestParam(required = false)
          @Nullable String model,
      @Parameter(
              description =
                  "Only those with this label; with all of them where it stands several times",
              array =
                  @ArraySchema(
                      maxItems = SubmissionParser.MAXIMUM_LABELS,
                      schema = @Schema(type = "string", examples = "nightly")),
              explode = Explode.TRUE)
          @RequestParam(required = false)
          @Nullable String @Nullable [] label,
      @Parameter(
              description =
                  "Only those that the token of this name asked for first; local is everyone's name"
                      + " where there are no tokens",
              example = "local")
          @RequestParam(required = false)
          @Nullable String submittedBy,
      @Parameter(
              description = "Only those submitted then or later",
              example = "2026-01-31T08:00:00Z",
              schema = @Schema(type = "string", format = "date-time"))
          @RequestParam(required = false)
          @Nullable String since,
      @Parameter(
              description = "Only those submitted before then",
              example = "2126-01-31T08:00:00+01:00",
              schema = @Schema(type = "string", format = "date-time"))
          @RequestParam(required = false)
          @Nullable String until,
      @CursorParameter(
              example = "01KANXW3ZP8S5T2J7Q9F0D4E6G",
              schema = @Schema(type = "string", pattern = EvaluationCursor.PATTERN))
          @RequestParam(required = false)
          @Nullable String cursor,
      @LimitParameter @RequestParam(defaultValue = "" + Page.DEFAULT_LIMIT) int limit) {
    EvaluationFilter filter =
        new EvaluationFilter(
            state,
            verdict,
            model == null ? null : Digests.parse(model).toString(),
            labels(label),
            submittedBy,
            Times.parse("since", since),
            Times.parse("until", until));
    List<Evaluation> found =
        evaluations.list(filter, EvaluationCursor.parse(cursor), Page.requireLimit(limit) + 1);
    return Page.of(answers.responses(found), limit, EvaluationResponse::id);
  }

  private static List<String> labels(@Nullable String @Nullable [] given) {
    List<String> labels =
        given == null ? List.of() : Stream.of(given).filter(Objects::nonNull).distinct().toList();
    if (labels.size() > SubmissionParser.MAXIMUM_LABELS) {
      throw new ApiException(
          ProblemType.INVALID_REQUEST,
          "An evaluation has at most %d labels, so none has these %d."
              .formatted(SubmissionParser.MAXIMUM_LABELS, labels.size()));
    }
    return labels;
  }

  @Operation(
      operationId = "deleteEvaluation",
      summary = "Cancel an evaluation, or remove one that has ended",
      description =
          "One that has not ended is cancelled and stays listed; one that has ended goes, and its"
              + " model with it where no other evaluation is of that model.")
  @ApiResponse(responseCode = "204", description = "It is cancelled, or gone")
  @ProblemAnswers(ProblemType.UNKNOWN_EVALUATION)
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(@IdParameter @PathVariable String id) throws IOException {
    if (!evaluations.delete(id)) {
      throw EvaluationAnswers.unknown(id);
    }
  }

  @Operation(
      operationId = "listOperations",
      summary = "List every operation with its placement, reason and advice",
      description = "In file order. Follow next until it is null; the last page may be empty.")
  @ApiResponse(responseCode = "200", description = "A page of operations in file order")
  @ProblemAnswers({ProblemType.UNKNOWN_EVALUATION, ProblemType.NOT_ENDED})
  @GetMapping("/{id}/operations")
  Page<OperationResponse> operations(
      @IdParameter @PathVariable String id,
      @Parameter(description = "Only those predicted to run there", example = "OUTSIDE")
          @RequestParam(required = false)
          OperationPlacement.@Nullable Unit unit,
      @Parameter(
              description = "Only those off the ANE for this reason; a plan gives none",
              example = "POST_PROCESSING")
          @RequestParam(required = false)
          @Nullable ReasonCode reason,
      @Parameter(
              description = "One of the evaluation's targets; its first one if left out",
              example = "M1@12")
          @RequestParam(required = false)
          @Nullable String target,
      @Parameter(
              description =
                  "The witness: PREDICTION, or PLAN for what Core ML plans on this host, which a"
                      + " target does not apply to",
              example = "PREDICTION",
              schema =
                  @Schema(
                      type = "string",
                      allowableValues = {"PREDICTION", "PLAN"},
                      defaultValue = "PREDICTION"))
          @RequestParam(defaultValue = "PREDICTION")
          Source source,
      @CursorParameter(example = "2", schema = @Schema(type = "string", pattern = "^[0-9]{1,9}$"))
          @RequestParam(required = false)
          @Nullable String cursor,
      @LimitParameter @RequestParam(defaultValue = "" + Page.DEFAULT_LIMIT) int limit) {
    Evaluation evaluation = evaluations.find(id).orElseThrow(() -> EvaluationAnswers.unknown(id));
    if (source == Source.PLAN) {
      return OperationPages.planned(
          evaluations.plan(id).orElseThrow(() -> notPlanned(evaluation)),
          new OperationPages.Filter(unit, reason),
          Optional.ofNullable(cursor),
          Page.requireLimit(limit));
    }
    return OperationPages.page(
        evaluation,
        evaluations.operations(id).orElseThrow(() -> notPredicted(evaluation)),
        new OperationPages.Filter(unit, reason),
        Optional.ofNullable(target),
        Optional.ofNullable(cursor),
        Page.requireLimit(limit));
  }

  private static ApiException notPlanned(Evaluation evaluation) {
    return new ApiException(
        ProblemType.NOT_ENDED,
        "Evaluation %s has no plan. A measurement asks for one where it needs it, or with plan=true."
            .formatted(evaluation.id()));
  }

  private static ApiException notPredicted(Evaluation evaluation) {
    return new ApiException(
        ProblemType.NOT_ENDED,
        "Evaluation %s is %s and has no operations to show."
            .formatted(evaluation.id(), evaluation.state()));
  }

  /** The witness whose operations are listed. */
  enum Source {
    PREDICTION,
    PLAN
  }
}
