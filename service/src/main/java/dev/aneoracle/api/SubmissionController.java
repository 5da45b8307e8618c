package dev.aneoracle.api;

import dev.aneoracle.bundle.BundleRejectedException;
import dev.aneoracle.bundle.ModelDigest;
import dev.aneoracle.coreml.CoreMlFormatException;
import dev.aneoracle.evaluation.Acceptance;
import dev.aneoracle.evaluation.Applicant;
import dev.aneoracle.evaluation.Arrivals;
import dev.aneoracle.evaluation.EvaluationService;
import dev.aneoracle.evaluation.IdempotencyKey;
import dev.aneoracle.evaluation.Submission;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/** Takes submissions. */
@RestController
@RequestMapping(path = "/api/v1/evaluations", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = OpenApiConfiguration.EVALUATIONS)
class SubmissionController {

  private final EvaluationService evaluations;
  private final UploadReader uploads;
  private final SubmissionParser parser;
  private final EvaluationAnswers answers;
  private final UploadMetrics metrics;
  private final UploadPlaces places;

  SubmissionController(
      EvaluationService evaluations,
      UploadReader uploads,
      SubmissionParser parser,
      EvaluationAnswers answers,
      UploadMetrics metrics,
      UploadPlaces places) {
    this.evaluations = evaluations;
    this.uploads = uploads;
    this.parser = parser;
    this.answers = answers;
    this.metrics = metrics;
    this.places = places;
  }

  @SubmissionDocs
  @ProblemAnswers({
    ProblemType.INCOMPLETE_UPLOAD,
    ProblemType.UNKNOWN_MODEL,
    ProblemType.TOO_LARGE,
    ProblemType.UNSUPPORTED_FORMAT,
    ProblemType.NOT_A_CORE_ML_MODEL,
    ProblemType.GIT_LFS_POINTER,
    ProblemType.DIGEST_MISMATCH,
    ProblemType.IDEMPOTENCY_KEY_REUSED,
    ProblemType.ARCHIVE_REJECTED,
    ProblemType.QUEUE_FULL,
    ProblemType.QUOTA_EXCEEDED,
    ProblemType.TOO_MANY_UPLOADS,
    ProblemType.STORAGE_FULL
  })
  @PostMapping(produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_PLAIN_VALUE})
  DeferredResult<ResponseEntity<EvaluationResponse>> submit(
      HttpServletRequest request,
      @PreferParameter @RequestHeader(name = EvaluationAnswers.PREFER, required = false)
          @Nullable List<String> prefer,
      @Parameter(hidden = true) @RequestHeader(name = HttpHeaders.CACHE_CONTROL, required = false)
          @Nullable String cacheControl)
      throws BundleRejectedException, CoreMlFormatException, IOException {
    MultiValueMap<String, String> query = QueryParameters.of(request);
    MediaType type = contentType(request);
    String caller = GuardFilter.callerOf(request).name();
    Asked asked =
        new Asked(
            parser.query(query),
            cacheControl,
            IdempotencyKeyHeader.parse(
                Collections.list(request.getHeaders(IdempotencyKeyHeader.NAME)), caller),
            applicant(request, caller));
    VerifiedStream body = VerifiedStream.of(request);
    Acceptance acceptance =
        type.isCompatibleWith(MediaType.APPLICATION_JSON)
            ? submitStored(body, asked)
            : submitUpload(request, body, type, filename(query), asked);
    return answers.submitted(acceptance.evaluation(), prefer == null ? List.of() : prefer);
  }

  private Acceptance submitUpload(
      HttpServletRequest request,
      VerifiedStream body,
      MediaType type,
      @Nullable String filename,
      Asked asked)
      throws BundleRejectedException, CoreMlFormatException, IOException {
    submission(asked.options(), asked);
    try (UploadPlaces.Place _ = places.take(request);
        Arrivals.Place _ = evaluations.enter(asked.by(), asked.key());
        UploadReader.Upload upload =
            metrics.received(
                () -> UploadReader.verified(body, () -> read(request, body, type, filename)))) {
      return evaluations.submit(
          upload.staged(), submission(upload.options().overriddenBy(asked.options()), asked));
    }
  }

  private UploadReader.Upload read(
      HttpServletRequest request, VerifiedStream body, MediaType type, @Nullable String filename)
      throws BundleRejectedException, IOException {
    return type.isCompatibleWith(MediaType.MULTIPART_FORM_DATA)
        ? uploads.multipart(request, body)
        : uploads.raw(body, filename);
  }

  private Acceptance submitStored(VerifiedStream content, Asked asked)
      throws CoreMlFormatException, IOException {
    String text = UploadReader.text(content);
    content.verify();
    StoredModelRequest body = parser.storedModel(text);
    ModelDigest digest = Digests.parse(body.model());
    SubmissionOptions inBody = body.options() == null ? SubmissionOptions.none() : body.options();
    return evaluations
        .submit(digest, submission(inBody.overriddenBy(asked.options()), asked.of(digest)))
        .orElseThrow(() -> Digests.unknown(digest));
  }

  /** A client that comes again sends the same; forms differ in the boundary between their parts. */
  private static Applicant applicant(HttpServletRequest request, String caller) {
    return Applicant.of(
        caller,
        String.valueOf(request.getContentLengthLong()),
        String.valueOf(request.getQueryString()),
        String.valueOf(request.getHeader(ExpectedDigests.REPR_DIGEST)),
        String.valueOf(request.getHeader(IdempotencyKeyHeader.NAME)));
  }

  private Submission submission(SubmissionOptions options, Asked asked) {
    return parser.submission(options, asked.cacheControl(), asked.key(), asked.by());
  }

  private static @Nullable String filename(MultiValueMap<String, String> query) {
    String name = query.getFirst("filename");
    return name == null || name.isBlank() ? null : name;
  }

  private static MediaType contentType(HttpServletRequest request) {
    String type = request.getContentType();
    try {
      return type == null ? MediaType.APPLICATION_OCTET_STREAM : MediaType.parseMediaType(type);
    } catch (org.springframework.http.InvalidMediaTypeException e) {
      throw new ApiException(
          ProblemType.INVALID_REQUEST, "The Content-Type '%s' cannot be read.".formatted(type));
    }
  }

  /** {@code curl --data-binary} calls every body a form. */
  @Hidden
  @PostMapping(consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  void form() {
    throw new ApiException(
        ProblemType.UNSUPPORTED_FORMAT,
        "The body came as a form (curl's default for --data and --data-binary)."
            + " Send the model with `curl -F model=@FILE`, with `curl -X POST -T FILE`,"
            + " or add `-H 'Content-Type: application/octet-stream'`.");
  }

  /** What a submission says beside its body. */
  private record Asked(
      SubmissionOptions options,
      @Nullable String cacheControl,
      @Nullable IdempotencyKey key,
      Applicant by) {

    /** Requests that name stored models look alike but for what they name. */
    Asked of(ModelDigest digest) {
      return new Asked(
          options,
          cacheControl,
          key,
          Applicant.of(by.submitter(), by.request(), digest.toString()));
    }
  }
}
