package dev.aneoracle.api;

import dev.aneoracle.bundle.BundleStore;
import dev.aneoracle.bundle.ModelDigest;
import dev.aneoracle.evaluation.EvaluationService;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Says which models are stored. */
@RestController
@RequestMapping(path = "/api/v1/models", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = OpenApiConfiguration.MODELS)
class ModelController {

  private final BundleStore bundles;
  private final EvaluationService evaluations;

  ModelController(BundleStore bundles, EvaluationService evaluations) {
    this.bundles = bundles;
    this.evaluations = evaluations;
  }

  @Operation(
      operationId = "listModels",
      summary = "List the stored models, by digest",
      description =
          "Follow next until it is null; models that come in or go meanwhile do not move the"
              + " pages.")
  @ApiResponse(responseCode = "200", description = "A page of models")
  @GetMapping
  Page<ModelResponse> list(
      @CursorParameter(
              example = "sha256:816eafc30ca75a415028dd1f820ee78092bddacb570829b7e0ab4a2a13481cb8",
              schema = @Schema(type = "string", pattern = Digests.PATTERN))
          @RequestParam(required = false)
          @Nullable String cursor,
      @LimitParameter @RequestParam(defaultValue = "" + Page.DEFAULT_LIMIT) int limit)
      throws IOException {
    String after = cursor == null || cursor.isBlank() ? "" : Digests.parse(cursor).hex();
    List<ModelResponse> found =
        bundles.digests().stream()
            .filter(digest -> digest.hex().compareTo(after) > 0)
            .sorted(Comparator.comparing(ModelDigest::hex))
            .flatMap(digest -> evaluations.modelOf(digest).stream())
            .limit(Page.requireLimit(limit) + 1L)
            .map(ModelResponse::of)
            .toList();
    return Page.of(found, limit, ModelResponse::digest);
  }

  @Operation(
      operationId = "headModel",
      summary = "Ask whether a model is stored",
      description = "So that it need not be uploaded again: name it by its digest in a submission.")
  @ApiResponse(responseCode = "200", description = "It is stored", content = @Content)
  @ProblemAnswers(ProblemType.UNKNOWN_MODEL)
  @RequestMapping(path = "/{digest}", method = RequestMethod.HEAD)
  void head(@DigestParameter @PathVariable String digest) {
    get(digest);
  }

  @Operation(
      operationId = "getModel",
      summary = "Look at a stored model",
      description =
          "What the model's file says of itself, under the name it had when it came last.")
  @ApiResponse(responseCode = "200", description = "The model")
  @ProblemAnswers(ProblemType.UNKNOWN_MODEL)
  @GetMapping("/{digest}")
  ModelResponse get(@DigestParameter @PathVariable String digest) {
    ModelDigest parsed = Digests.parse(digest);
    return bundles
        .find(parsed)
        .flatMap(_ -> evaluations.modelOf(parsed))
        .map(ModelResponse::of)
        .orElseThrow(() -> Digests.unknown(parsed));
  }
}
