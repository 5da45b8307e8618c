package dev.aneoracle.api;

import dev.aneoracle.evaluation.EvaluationFiles;
import dev.aneoracle.evaluation.EvaluationService;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.util.List;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Serves what the helper left behind: its log and the tensors it dumped. */
@RestController
@RequestMapping(path = "/api/v1/evaluations/{id}")
@Tag(name = OpenApiConfiguration.EVALUATIONS)
class FileController {

  private static final String TEXT = "text/plain;charset=UTF-8";

  private final EvaluationService evaluations;
  private final EvaluationFiles files;

  FileController(EvaluationService evaluations, EvaluationFiles files) {
    this.evaluations = evaluations;
    this.files = files;
  }

  @Operation(
      operationId = "getLog",
      summary = "Read the helper's log",
      description =
          "What the helper and the frameworks in it printed while they measured. An evaluation that"
              + " failed keeps its log too.")
  @ApiResponse(
      responseCode = "200",
      description = "The log as it stands",
      content =
          @Content(
              mediaType = MediaType.TEXT_PLAIN_VALUE,
              schema = @Schema(type = "string"),
              examples =
                  @ExampleObject(name = "log", value = "INFO hooks installed\nINFO loaded\n")))
  @FileParts
  @ProblemAnswers({
    ProblemType.UNKNOWN_EVALUATION,
    ProblemType.NOT_FOUND,
    ProblemType.RANGE_NOT_SATISFIABLE
  })
  @GetMapping(path = "/log", produces = TEXT)
  ResponseEntity<Resource> log(@IdParameter @PathVariable String id) {
    requireKnown(id);
    return files
        .log(id)
        .map(file ->
            ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(TEXT))
                .<Resource>body(new FileSystemResource(file)))
        .orElseThrow(() ->
            new ApiException(
                ProblemType.NOT_FOUND,
                "Evaluation %s has no log: no helper has run for it.".formatted(id)));
  }

  @Operation(
      operationId = "listArtifacts",
      summary = "List what was dumped",
      description =
          "The inputs and outputs of every ANE program, where the evaluation was asked to dump"
              + " them.")
  @ApiResponse(responseCode = "200", description = "The files, by name")
  @ProblemAnswers(ProblemType.UNKNOWN_EVALUATION)
  @GetMapping(path = "/artifacts", produces = MediaType.APPLICATION_JSON_VALUE)
  List<ArtifactResponse> artifacts(@IdParameter @PathVariable String id) throws IOException {
    requireKnown(id);
    return files.artifacts(id).stream()
        .map(artifact -> new ArtifactResponse(artifact.name(), artifact.bytes()))
        .toList();
  }

  @Operation(
      operationId = "getArtifact",
      summary = "Read one dumped file",
      description = "A tensor's bytes, or the JSON beside them that says shape and element type.")
  @ApiResponse(
      responseCode = "200",
      description = "The file",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE,
            schema = @Schema(type = "string", format = "binary"),
            examples = @ExampleObject(name = "bytes", value = "the tensor's bytes")),
        @Content(
            mediaType = MediaType.APPLICATION_JSON_VALUE,
            schema = @Schema(type = "object"),
            examples =
                @ExampleObject(
                    name = "description",
                    value = "{\"shape\": [1, 8], \"elementType\": \"FLOAT16\"}"))
      })
  @FileParts
  @ProblemAnswers({
    ProblemType.UNKNOWN_EVALUATION,
    ProblemType.NOT_FOUND,
    ProblemType.RANGE_NOT_SATISFIABLE
  })
  @GetMapping(
      path = "/artifacts/{name}",
      produces = {MediaType.APPLICATION_OCTET_STREAM_VALUE, MediaType.APPLICATION_JSON_VALUE})
  ResponseEntity<Resource> artifact(
      @IdParameter @PathVariable String id,
      @Parameter(description = "A name of the list", example = "segment-0-call-0-output-y.bin")
          @PathVariable
          String name)
      throws IOException {
    requireKnown(id);
    return files
        .artifact(id, name)
        .map(artifact ->
            ResponseEntity.ok()
                .contentType(
                    name.endsWith(".json")
                        ? MediaType.APPLICATION_JSON
                        : MediaType.APPLICATION_OCTET_STREAM)
                .<Resource>body(new FileSystemResource(artifact.file())))
        .orElseThrow(() ->
            new ApiException(
                ProblemType.NOT_FOUND, "Evaluation %s has no such artifact.".formatted(id)));
  }

  private void requireKnown(String id) {
    if (evaluations.find(id).isEmpty()) {
      throw EvaluationAnswers.unknown(id);
    }
  }

  /** One dumped file. */
  @Schema(name = "Artifact", description = "A file that was dumped")
  record ArtifactResponse(
      @Schema(example = "segment-0-call-0-output-y.bin") String name, long bytes) {}
}
