package dev.aneoracle.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.Explode;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Encoding;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * What the API document says of a submission: its body is read as a stream, so nothing is inferred.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Operation(
    operationId = "submitEvaluation",
    summary = "Submit a model",
    description =
        """
        Send a `.mlmodel`, or a zip, tar or tar.gz of an `.mlpackage` or a compiled `.mlmodelc`:

            curl -F model=@TinyClassifier.mlmodel 'http://localhost:8080/api/v1/evaluations?target=M1@12'
            curl -X POST -T Model.mlpackage.zip 'http://localhost:8080/api/v1/evaluations?filename=Model.mlpackage.zip'

        With `Accept: text/plain` the answer is a table for a terminal, one row a target:

            curl -H 'Accept: text/plain' -H 'Prefer: wait=10' -F model=@Model.zip \
              'http://localhost:8080/api/v1/evaluations?target=all'

        Or name a stored one as JSON. The same question asked again is answered by the evaluation that answered it \
        first; `Cache-Control: no-cache` forces a new one. An accepted evaluation is never lost.

        `model.digest` in the answer is the digest the service computed: the SHA-256 of a `.mlmodel`, and of a package \
        the one over its files. A model whose digest is known needs no second upload: `HEAD /api/v1/models/{digest}` \
        tells whether it is stored.

        A request with an `Idempotency-Key` may be sent again without making a second evaluation: the same key with \
        the same model and options is answered by the same evaluation as it stands by then, with others by a problem. \
        A key is kept for a day (the setting `ane-oracle.api.idempotency-period`), at most as long as its evaluation.

        Digests that come with the bytes are verified (RFC 9530, SHA-256 and SHA-512; others are passed over). In the \
        request's header they are of the whole body, so of the model only where the body is the model itself; in the \
        header of the part `model` of a form they are of that part's bytes:

            curl -F 'model=@TinyClassifier.mlmodel;headers="Content-Digest: sha-256=:gW6vwwynWkFQKN0fgg7ngJK92stXCCm34KtKKhNIHLg=:"' \
        http://localhost:8080/api/v1/evaluations
        """,
    parameters = {
      @Parameter(
          name = "target",
          in = ParameterIn.QUERY,
          description =
              "What to predict for: CHIP or CHIP@VERSION, several by comma, or all for every Mac"
                  + " chip with every macOS. A chip of iPhones and iPads (A14 and later; the"
                  + " version is that of iOS) is judged by the rules of the Mac with the same"
                  + " Neural Engine generation. The host's own if left out, and where it has no"
                  + " Neural Engine the setting ane-oracle.prediction.default-target",
          example = "M1@12",
          schema = @Schema(type = "string")),
      @Parameter(
          name = "computeUnits",
          in = ParameterIn.QUERY,
          description =
              "The compute units that Core ML may use. CPU_AND_NE asks whether the model can run on"
                  + " the ANE; under ALL a large GPU may be preferred",
          example = "CPU_AND_NE",
          schema =
              @Schema(
                  type = "string",
                  allowableValues = {"ALL", "CPU_AND_NE", "CPU_AND_GPU", "CPU_ONLY"},
                  defaultValue = "CPU_AND_NE")),
      @Parameter(
          name = "function",
          in = ParameterIn.QUERY,
          description = "The function of an ML Program with several; the default one if left out",
          example = "main",
          schema = @Schema(type = "string")),
      @Parameter(
          name = "predictions",
          in = ParameterIn.QUERY,
          description = "How many predictions a measurement runs; three or more show a spread",
          example = "20",
          schema = @Schema(type = "integer", minimum = "1", maximum = "100", defaultValue = "1")),
      @Parameter(
          name = "optionals",
          in = ParameterIn.QUERY,
          description = "Whether a measurement gives optional inputs a value",
          example = "ABSENT",
          schema =
              @Schema(
                  type = "string",
                  allowableValues = {"GIVEN", "ABSENT"},
                  defaultValue = "GIVEN")),
      @Parameter(
          name = "engine",
          in = ParameterIn.QUERY,
          description = "Which runtime Core ML may use when it is measured",
          example = "CLASSIC",
          schema =
              @Schema(
                  type = "string",
                  allowableValues = {"DEFAULT", "CLASSIC"},
                  defaultValue = "DEFAULT")),
      @Parameter(
          name = "plan",
          in = ParameterIn.QUERY,
          description =
              "Whether to ask Core ML for its plan even where the verdict does not need it",
          example = "true",
          schema = @Schema(type = "boolean", defaultValue = "false")),
      @Parameter(
          name = "dump",
          in = ParameterIn.QUERY,
          description = "Whether a measurement keeps the tensors that pass the ANE as artifacts",
          example = "true",
          schema = @Schema(type = "boolean", defaultValue = "false")),
      @Parameter(
          name = "compare",
          in = ParameterIn.QUERY,
          description = "Whether to measure it under every other compute units too",
          example = "true",
          schema = @Schema(type = "boolean", defaultValue = "false")),
      @Parameter(
          name = "cache",
          in = ParameterIn.QUERY,
          description = "Whether a measurement may use compiled models of earlier runs",
          example = "WARM",
          schema =
              @Schema(
                  type = "string",
                  allowableValues = {"COLD", "WARM"},
                  defaultValue = "COLD")),
      @Parameter(
          name = "shapes",
          in = ParameterIn.QUERY,
          description =
              "The shape to give flexible inputs when it is measured: name:1,3,224,224;other:2,4",
          example = "image:1,3,32,32",
          schema = @Schema(type = "string")),
      @Parameter(
          name = "host",
          in = ParameterIn.QUERY,
          description =
              "Which node measures it: a chip, a node's name, or any. If left out: one with the"
                  + " chip of the node asked where that measures, else any. It waits for a node"
                  + " that is known and away; one that nobody has heard of is refused",
          example = "any",
          schema = @Schema(type = "string")),
      @Parameter(
          name = "priority",
          in = ParameterIn.QUERY,
          description = "0 to 9, higher first",
          example = "7",
          schema = @Schema(type = "integer", minimum = "0", maximum = "9", defaultValue = "5")),
      @Parameter(
          name = "label",
          in = ParameterIn.QUERY,
          description = "A word to find the evaluation by; may stand several times",
          array = @ArraySchema(schema = @Schema(type = "string", examples = "nightly")),
          explode = Explode.TRUE),
      @Parameter(
          name = "filename",
          in = ParameterIn.QUERY,
          description = "The model's name where the body is the model itself",
          example = "TinyClassifier.mlmodel",
          schema = @Schema(type = "string")),
      @Parameter(
          name = "Cache-Control",
          in = ParameterIn.HEADER,
          description = "no-cache forces a new evaluation",
          example = "no-cache",
          schema = @Schema(type = "string")),
      @Parameter(
          name = "Idempotency-Key",
          in = ParameterIn.HEADER,
          description =
              "Names the request, so that it can be sent again: a string of 1 to 255 visible ASCII"
                  + " characters, quoted or not, that no other request has",
          example = "\"8e03978e-40d5-43dd-bc93-6894a57f9324\"",
          schema = @Schema(type = "string")),
      @Parameter(
          name = "Content-Digest",
          in = ParameterIn.HEADER,
          description = "The digest of the body, to be verified (RFC 9530)",
          example = "sha-256=:gW6vwwynWkFQKN0fgg7ngJK92stXCCm34KtKKhNIHLg=:",
          schema = @Schema(type = "string")),
      @Parameter(
          name = "Repr-Digest",
          in = ParameterIn.HEADER,
          description =
              "Verified as Content-Digest is: no content coding is undone, so both are of the same"
                  + " bytes",
          example = "sha-256=:gW6vwwynWkFQKN0fgg7ngJK92stXCCm34KtKKhNIHLg=:",
          schema = @Schema(type = "string"))
    },
    requestBody =
        @RequestBody(
            required = true,
            content = {
              @Content(
                  mediaType = "multipart/form-data",
                  schema = @Schema(implementation = SubmissionDocs.Form.class),
                  encoding = @Encoding(name = "options", contentType = "application/json")),
              @Content(
                  mediaType = "application/octet-stream",
                  schema = @Schema(type = "string", format = "binary")),
              @Content(
                  mediaType = "application/json",
                  schema = @Schema(implementation = StoredModelRequest.class),
                  examples =
                      @ExampleObject(
                          name = "stored",
                          value =
                              """
                              {"model": "sha256:816eafc30ca75a415028dd1f820ee78092bddacb570829b7e0ab4a2a13481cb8", \
                              "options": {"target": "M1@12"}}\
                              """))
            }))
@ApiResponse(
    responseCode = "200",
    description = "It has ended: within the wait, or because the question was asked before",
    headers = {
      @Header(name = HttpHeaders.LOCATION, ref = HttpHeaders.LOCATION),
      @Header(
          name = EvaluationAnswers.PREFERENCE_APPLIED,
          ref = EvaluationAnswers.PREFERENCE_APPLIED)
    },
    content = {
      @Content(
          mediaType = "application/json",
          schema = @Schema(implementation = EvaluationResponse.class)),
      @Content(
          mediaType = "text/plain",
          schema = @Schema(type = "string"),
          examples = @ExampleObject(name = "table", value = TargetController.EVALUATION))
    })
@ApiResponse(
    responseCode = "202",
    description = "It is accepted, durably, and has not ended yet",
    headers = {
      @Header(name = HttpHeaders.LOCATION, ref = HttpHeaders.LOCATION),
      @Header(
          name = EvaluationAnswers.PREFERENCE_APPLIED,
          ref = EvaluationAnswers.PREFERENCE_APPLIED)
    },
    content = {
      @Content(
          mediaType = "application/json",
          schema = @Schema(implementation = EvaluationResponse.class)),
      @Content(
          mediaType = "text/plain",
          schema = @Schema(type = "string"),
          examples = @ExampleObject(name = "table", value = TargetController.EVALUATION))
    })
@interface SubmissionDocs {

  /** The parts of a multipart submission. */
  @Schema(name = "SubmissionForm", description = "The parts of a submission, in either order")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Form(
      @Schema(
              type = "string",
              format = "binary",
              description = "The model's file, or the archive of its folder")
          String model,
      @Schema(description = "The same options as in the query, which goes before")
          @Nullable SubmissionOptions options) {}
}
