package dev.aneoracle.api;

import dev.aneoracle.bundle.BundleRejectedException;
import dev.aneoracle.coreml.CoreMlFormatException;
import dev.aneoracle.evaluation.IdempotencyKeyReusedException;
import dev.aneoracle.evaluation.InvalidOptionsException;
import dev.aneoracle.evaluation.NoRoomException;
import dev.aneoracle.evaluation.QueueFullException;
import dev.aneoracle.evaluation.QuotaExceededException;
import dev.aneoracle.storage.StorageFullException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Turns every error into a problem document (RFC 9457). */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {

  private static final Logger log = LoggerFactory.getLogger(Problems.class);

  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}]");

  private static final int MAXIMUM_DETAIL = 2000;

  private static final String CROWD_RETRY_SECONDS = "10";

  private static final String SQLITE_BUSY = "SQLITE_BUSY";

  private static final String RETRY_AFTER_SECONDS = "5";

  @ExceptionHandler
  ResponseEntity<ProblemDetail> handle(ApiException e) {
    HttpHeaders headers = new HttpHeaders();
    if (e.type() == ProblemType.TOO_MANY_LISTENERS || e.type() == ProblemType.TOO_MANY_UPLOADS) {
      headers.set(HttpHeaders.RETRY_AFTER, CROWD_RETRY_SECONDS);
    }
    return answer(e.type(), e.getMessage(), headers);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> handle(BundleRejectedException e) {
    return answer(typeOf(e.rejection()), e.getMessage(), new HttpHeaders());
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> handle(CoreMlFormatException e) {
    return answer(ProblemType.NOT_A_CORE_ML_MODEL, e.getMessage(), new HttpHeaders());
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> handle(QueueFullException e) {
    return noRoom(ProblemType.QUEUE_FULL, e);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> handle(QuotaExceededException e) {
    return noRoom(ProblemType.QUOTA_EXCEEDED, e);
  }

  private static ResponseEntity<ProblemDetail> noRoom(ProblemType type, NoRoomException e) {
    HttpHeaders headers = new HttpHeaders();
    headers.set(HttpHeaders.RETRY_AFTER, Long.toString(e.retryAfter().toSeconds()));
    return answer(type, e.getMessage(), headers);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> handle(UnsatisfiableRangeException e) {
    HttpHeaders headers = new HttpHeaders();
    headers.set(HttpHeaders.CONTENT_RANGE, "bytes */" + e.length());
    return answer(ProblemType.RANGE_NOT_SATISFIABLE, e.getMessage(), headers);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> handle(StorageFullException e) {
    return answer(ProblemType.STORAGE_FULL, e.getMessage(), retryLater());
  }

  /** The container found bytes in the query that are no text. */
  @ExceptionHandler
  ResponseEntity<ProblemDetail> handle(InvalidParameterException e) {
    return answer(
        ProblemType.INVALID_REQUEST, "The query cannot be decoded as UTF-8.", new HttpHeaders());
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> handle(InvalidOptionsException e) {
    return answer(ProblemType.INVALID_REQUEST, e.getMessage(), new HttpHeaders());
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> handle(IdempotencyKeyReusedException e) {
    return answer(ProblemType.IDEMPOTENCY_KEY_REUSED, e.getMessage(), new HttpHeaders());
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> handle(Exception e) {
    Optional<ProblemType> disk = StorageFaults.of(e);
    if (disk.isPresent()) {
      log.atWarn().addKeyValue("why", String.valueOf(e.getMessage())).log("the disk fails");
      return answer(disk.get(), disk.get().title() + "; try again later.", retryLater());
    }
    if (databaseAway(e)) {
      log.atWarn().addKeyValue("why", String.valueOf(e.getMessage())).log("no database");
      return answer(
          ProblemType.DATABASE_UNAVAILABLE,
          "The service cannot reach its database, or it is locked; try again.",
          retryLater());
    }
    log.atError().setCause(e).log("request failed");
    return answer(
        ProblemType.INTERNAL_ERROR,
        "The service met a fault it did not expect; its log has the details.",
        new HttpHeaders());
  }

  private static HttpHeaders retryLater() {
    HttpHeaders headers = new HttpHeaders();
    headers.set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    return headers;
  }

  private static boolean databaseAway(Exception e) {
    return e instanceof DataAccessResourceFailureException
        || e instanceof TransientDataAccessException
        || e instanceof CannotCreateTransactionException
        || e instanceof TransactionSystemException
        || (e instanceof DataAccessException
            && String.valueOf(e.getMessage()).contains(SQLITE_BUSY));
  }

  private static ProblemType typeOf(BundleRejectedException.Rejection rejection) {
    return switch (rejection) {
      case NOT_A_CORE_ML_MODEL -> ProblemType.NOT_A_CORE_ML_MODEL;
      case GIT_LFS_POINTER -> ProblemType.GIT_LFS_POINTER;
      case ARCHIVE_REJECTED -> ProblemType.ARCHIVE_REJECTED;
      case UNSUPPORTED_FORMAT -> ProblemType.UNSUPPORTED_FORMAT;
      case TOO_LARGE -> ProblemType.TOO_LARGE;
      case STORAGE_FULL -> ProblemType.STORAGE_FULL;
      case INCOMPLETE_UPLOAD -> ProblemType.INCOMPLETE_UPLOAD;
    };
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleTypeMismatch(
      TypeMismatchException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
    String name = e.getPropertyName() == null ? "a parameter" : "'" + e.getPropertyName() + "'";
    Class<?> required = e.getRequiredType();
    String expected =
        required != null && required.isEnum()
            ? "is one of " + Arrays.toString(required.getEnumConstants())
            : "is a whole number";
    ProblemDetail body =
        ProblemDetail.forStatusAndDetail(
            status, "The parameter %s %s, not '%s'.".formatted(name, expected, e.getValue()));
    return handleExceptionInternal(e, body, headers, status, request);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleHttpRequestMethodNotSupported(
      HttpRequestMethodNotSupportedException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    String hint =
        HttpMethod.PUT.matches(e.getMethod())
            ? " `curl -T` sends PUT unless `-X POST` stands beside it."
            : "";
    ProblemDetail body =
        ProblemDetail.forStatusAndDetail(
            status,
            "%s is not allowed here; %s.%s"
                .formatted(e.getMethod(), allowed(e.getSupportedHttpMethods()), hint));
    return handleExceptionInternal(e, body, headers, status, request);
  }

  private static String allowed(@Nullable Set<HttpMethod> methods) {
    if (methods == null || methods.isEmpty()) {
      return "nothing is";
    }
    return methods.stream().map(HttpMethod::name).sorted().collect(Collectors.joining(", "))
        + (methods.size() == 1 ? " is" : " are");
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotAcceptable(
      HttpMediaTypeNotAcceptableException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    ProblemDetail body =
        ProblemDetail.forStatusAndDetail(
            status,
            "The answer comes as %s; leave the Accept header out or send that."
                .formatted(MediaType.toString(e.getSupportedMediaTypes())));
    return handleExceptionInternal(e, body, headers, status, request);
  }

  /** Returns the type for a status that came without one. */
  static ProblemType typeOf(int status) {
    return switch (HttpStatus.resolve(status)) {
      case NOT_FOUND -> ProblemType.NOT_FOUND;
      case METHOD_NOT_ALLOWED -> ProblemType.METHOD_NOT_ALLOWED;
      case NOT_ACCEPTABLE -> ProblemType.NOT_ACCEPTABLE;
      case UNSUPPORTED_MEDIA_TYPE -> ProblemType.UNSUPPORTED_FORMAT;
      case REQUESTED_RANGE_NOT_SATISFIABLE -> ProblemType.RANGE_NOT_SATISFIABLE;
      case CONTENT_TOO_LARGE -> ProblemType.TOO_LARGE;
      // The container's words for a method, an encoding or a version of HTTP that it does not know.
      case NOT_IMPLEMENTED, HTTP_VERSION_NOT_SUPPORTED -> ProblemType.INVALID_REQUEST;
      case null, default -> status < 500 ? ProblemType.INVALID_REQUEST : ProblemType.INTERNAL_ERROR;
    };
  }

  /** Gives the framework's own errors the types of this API. */
  @Override
  protected @Nullable ResponseEntity<Object> handleExceptionInternal(
      Exception e,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    ProblemType type = typeOf(status.value());
    if (type == ProblemType.INTERNAL_ERROR) {
      log.atError().setCause(e).log("request failed");
    }
    String detail =
        body instanceof ProblemDetail problem && problem.getDetail() != null
            ? problem.getDetail()
            : type.explanation();
    ProblemDetail problem = document(type, detail);
    if (request instanceof ServletWebRequest servlet) {
      problem.setInstance(instance(servlet.getRequest().getRequestURI()));
    }
    return ResponseEntity.status(type.status())
        .headers(headers)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem);
  }

  /** Returns the address asked; the root where it is no URI by itself, as {@code //} is not. */
  static URI instance(String address) {
    try {
      return new URI(address);
    } catch (URISyntaxException e) {
      return URI.create("/");
    }
  }

  private static ResponseEntity<ProblemDetail> answer(
      ProblemType type, @Nullable String detail, HttpHeaders headers) {
    return ResponseEntity.status(type.status())
        .headers(headers)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(document(type, detail == null ? type.explanation() : detail));
  }

  static ProblemDetail document(ProblemType type, String detail) {
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(type.status(), printable(detail));
    problem.setType(type.uri());
    problem.setTitle(type.title());
    problem.setProperty("retryable", type.retryable());
    return problem;
  }

  /** Details quote names out of uploads: what is no text in them must not reach a terminal. */
  private static String printable(String detail) {
    String text = UNPRINTABLE.matcher(detail).replaceAll("\uFFFD");
    return text.length() <= MAXIMUM_DETAIL ? text : text.substring(0, MAXIMUM_DETAIL) + "…";
  }
}
