package dev.aneoracle.api;

import java.net.URI;
import java.util.Locale;
import org.springframework.http.HttpStatus;

/** The problems that the API answers with, each with a page of its own under {@code /problems}. */
enum ProblemType {
  INVALID_REQUEST(
      HttpStatus.BAD_REQUEST,
      "The request does not make sense",
      Retry.NO,
      "A parameter, header or body does not have the form that the API document gives it."),
  NOT_A_CORE_ML_MODEL(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "Not a Core ML model",
      Retry.NO,
      "The upload has no Core ML model in it, or its content is damaged. Send one .mlmodel file, or"
          + " a zip, tar or tar.gz of one .mlpackage or .mlmodelc folder."),
  GIT_LFS_POINTER(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "A Git LFS pointer instead of the model",
      Retry.NO,
      "The file is the small text that Git LFS keeps in place of the real one. Run `git lfs pull`"
          + " where it was cloned and send it again."),
  ARCHIVE_REJECTED(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "The archive is not safe to unpack",
      Retry.NO,
      "An entry leaves the archive's folder, is a link or a device, is named twice or encrypted, or"
          + " the archive is damaged or unpacks to more than the limits allow. Pack the model's"
          + " folder again with plain zip or tar."),
  DIGEST_MISMATCH(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "The content is not what was announced",
      Retry.YES,
      "The bytes that came do not have the digest that was sent with them in Content-Digest or"
          + " Repr-Digest. Send them again."),
  UNSUPPORTED_FORMAT(
      HttpStatus.UNSUPPORTED_MEDIA_TYPE,
      "Not a format that can be evaluated",
      Retry.NO,
      "The file is of another kind (ONNX, TorchScript, TensorFlow Lite and so on), or came in a"
          + " form body. Convert the model to Core ML with coremltools; send it with `curl -F"
          + " model=@FILE` or `curl -X POST -T FILE`."),
  TOO_LARGE(
      HttpStatus.CONTENT_TOO_LARGE,
      "The upload is larger than this service takes",
      Retry.NO,
      "The limit is the setting ane-oracle.upload.max-size."),
  INCOMPLETE_UPLOAD(
      HttpStatus.BAD_REQUEST,
      "The upload ended early",
      Retry.YES,
      "The connection closed, or stalled too long, before the whole body had come. Send it again."),
  QUEUE_FULL(
      HttpStatus.TOO_MANY_REQUESTS,
      "The queue is full",
      Retry.YES,
      "Wait as long as the header Retry-After says, then send it again."),
  QUOTA_EXCEEDED(
      HttpStatus.TOO_MANY_REQUESTS,
      "Too much of this token is queued",
      Retry.YES,
      "As much of the token waits in the queue as the settings ane-oracle.queue.…-per-submitter, or"
          + " its own in ane-oracle.queue.quotas, allow. Wait as long as the header Retry-After says,"
          + " then send it again."),
  TOO_MANY_UPLOADS(
      HttpStatus.SERVICE_UNAVAILABLE,
      "Too many uploads at once",
      Retry.YES,
      "As many models as the setting ane-oracle.upload.max-concurrent allows are coming in. Wait as"
          + " long as the header Retry-After says, then send it again."),
  TOO_MANY_LISTENERS(
      HttpStatus.SERVICE_UNAVAILABLE,
      "Too many event streams",
      Retry.YES,
      "As many clients as the setting ane-oracle.api.max-event-listeners allows listen already. Try"
          + " again later, or ask for the evaluation itself with `Prefer: wait=60`."),
  IDEMPOTENCY_KEY_REUSED(
      HttpStatus.UNPROCESSABLE_CONTENT,
      "The Idempotency-Key belongs to another request",
      Retry.NO,
      "A request with the same Idempotency-Key came before, with another model or other options."
          + " Make a new key for a new request; send the old one again only with the request it was"
          + " made for."),
  STORAGE_FULL(
      HttpStatus.INSUFFICIENT_STORAGE,
      "The disk is full",
      Retry.YES,
      "The service keeps some space free. Its operator has to make room: delete evaluations, let"
          + " old ones go (ane-oracle.retention), or move the data directory."),
  STORAGE_UNAVAILABLE(
      HttpStatus.SERVICE_UNAVAILABLE,
      "The disk cannot be written",
      Retry.YES,
      "The disk of the service is read-only or fails. Its operator has to look after it; what was"
          + " accepted before is kept."),
  DATABASE_UNAVAILABLE(
      HttpStatus.SERVICE_UNAVAILABLE,
      "The database does not answer",
      Retry.YES,
      "The service cannot reach its database, or it is locked or full. Wait as long as the header"
          + " Retry-After says, then send it again; what was accepted before is kept."),
  UNKNOWN_EVALUATION(
      HttpStatus.NOT_FOUND,
      "No such evaluation",
      Retry.NO,
      "There is no evaluation with the id, or it was deleted."),
  UNKNOWN_MODEL(
      HttpStatus.NOT_FOUND,
      "No such model",
      Retry.NO,
      "No model with the digest is stored. Upload it."),
  NOT_FOUND(HttpStatus.NOT_FOUND, "No such page", Retry.NO, "The address is not part of the API."),
  NOT_ENDED(
      HttpStatus.CONFLICT,
      "The evaluation has not come that far",
      Retry.YES,
      "What was asked for is there once the model has been predicted or measured."),
  METHOD_NOT_ALLOWED(
      HttpStatus.METHOD_NOT_ALLOWED,
      "The method is not allowed here",
      Retry.NO,
      "The address is there, but not for this method. `curl -T` sends PUT unless `-X POST` stands"
          + " beside it."),
  NOT_ACCEPTABLE(
      HttpStatus.NOT_ACCEPTABLE,
      "No answer in the form asked for",
      Retry.NO,
      "The API answers in JSON, its pages in HTML; leave the Accept header out or send what fits."),
  RANGE_NOT_SATISFIABLE(
      HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
      "There is no such part",
      Retry.NO,
      "What was asked for is shorter than the header Range wants it, or that header is not of the"
          + " form that RFC 9110 gives it. The header Content-Range says how long it is; ask for a"
          + " part that it has, or leave Range out."),
  UNAUTHORIZED(
      HttpStatus.UNAUTHORIZED,
      "A token is needed",
      Retry.NO,
      "The service answers holders of a token only. Send yours as `Authorization: Bearer TOKEN`;"
          + " its operator hands them out."),
  FORBIDDEN(
      HttpStatus.FORBIDDEN,
      "Not allowed",
      Retry.NO,
      "The role of the token is not enough; the detail names the one that is. Where the service has"
          + " no tokens it answers only requests addressed to this machine itself, and none that a"
          + " page of another site makes."),
  TOO_MANY_FAILURES(
      HttpStatus.TOO_MANY_REQUESTS,
      "Too many wrong tokens",
      Retry.YES,
      "The address sent too many tokens that are none. Wait as long as the header Retry-After says;"
          + " until then not even the right one is looked at."),
  INTERNAL_ERROR(
      HttpStatus.INTERNAL_SERVER_ERROR,
      "A fault of the service",
      Retry.YES,
      "The service's log has the details.");

  private final HttpStatus status;
  private final String title;
  private final Retry retry;
  private final String explanation;

  ProblemType(HttpStatus status, String title, Retry retry, String explanation) {
    this.status = status;
    this.title = title;
    this.retry = retry;
    this.explanation = explanation;
  }

  HttpStatus status() {
    return status;
  }

  String title() {
    return title;
  }

  boolean retryable() {
    return retry == Retry.YES;
  }

  String explanation() {
    return explanation;
  }

  String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  URI uri() {
    return URI.create("/problems/" + slug());
  }

  /** Whether sending the same request again can help. */
  private enum Retry {
    YES,
    NO
  }
}
