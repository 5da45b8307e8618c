"""
What can go wrong:

* AneOracleError
  x InvalidSetting                an address or an option that makes no sense
  x ModelFileError                the model's file, here on this machine
  x ServiceUnreachable            no answer: refused, broken off or too slow
    + CertificateRejected         it shows a certificate that is not trusted here
  x UnexpectedAnswer              an answer that is not one of this API
  x WaitTimeout                   it goes on, but was not waited for any longer
  x Problem                       the service answered with a problem document
    + InvalidRequest
    + NotFound
      - UnknownEvaluation
      - UnknownModel
    + NotEnded
    + MethodNotAllowed
    + NotAcceptable
    + RangeNotSatisfiable
    + IdempotencyKeyReused
    + AccessDenied
      - Unauthorized
      - Forbidden
      - TooManyFailures
    + ModelRejected
      - NotACoreMlModel
      - GitLfsPointer
      - ArchiveRejected
      - UnsupportedFormat
      - TooLarge
    + UploadFailed
      - DigestMismatch
      - IncompleteUpload
    + ServiceFault
      - QueueFull
      - QuotaExceeded
      - TooManyUploads
      - TooManyListeners
      - StorageFull
      - StorageUnavailable
      - DatabaseUnavailable
      - InternalError
  x EvaluationError               it ended without a verdict
    + EvaluationCancelled
    + EvaluationFailed
      - ModelFailed
        . ReadFailed, CompileFailed, InputFailed, PredictFailed, OtherFailed
      - HelperFailed
        . HelperCrashed, HelperTimedOut, HelperProtocolBroken
      - HostFailed
        . HelperUnavailable, HostStorageFull
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, TypeVar

if TYPE_CHECKING:
    from ._models import Evaluation

E = TypeVar("E")


class AneOracleError(Exception):
    """Base class of all that this package raises."""


class InvalidSetting(AneOracleError, ValueError):
    """An address or an option that makes no sense, found before anything was sent."""


class ModelFileError(AneOracleError):
    """The model's file cannot be read on this machine, or changed while it was read."""


class ServiceUnreachable(AneOracleError):
    """No answer came: the connection was refused, broke off, or took too long."""


class CertificateRejected(ServiceUnreachable):
    """The service's certificate is not trusted here, or not of that address."""


class UnexpectedAnswer(AneOracleError):
    """What came is not an answer of this API; is the address that of an ANE Oracle?"""


class WaitTimeout(AneOracleError):
    """The evaluation goes on, but was not waited for any longer."""

    def __init__(self, evaluation: Evaluation, seconds: float) -> None:
        super().__init__(f"Evaluation {evaluation.id} is still {evaluation.state} after {seconds:g} s; it goes on.")
        self.evaluation = evaluation


class Problem(AneOracleError):
    """The service answered with a problem document (RFC 9457)."""

    slug: ClassVar[str | None] = None

    def __init__(
        self,
        *,
        type: str,
        title: str,
        status: int,
        detail: str,
        instance: str = "",
        retryable: bool = False,
    ) -> None:
        super().__init__(detail or title)
        self.type = type
        self.title = title
        self.status = status
        self.detail = detail
        self.instance = instance
        self.retryable = retryable


class InvalidRequest(Problem):
    """A parameter, header or body does not have the form that the API document gives it."""

    slug = "invalid-request"


class NotFound(Problem):
    """There is nothing at the address."""

    slug = "not-found"


class UnknownEvaluation(NotFound):
    """There is no evaluation with the id."""

    slug = "unknown-evaluation"


class UnknownModel(NotFound):
    """No model with the digest is stored."""

    slug = "unknown-model"


class NotEnded(Problem):
    """What was asked for is not there yet."""

    slug = "not-ended"


class MethodNotAllowed(Problem):
    """The address is there, but not for this method."""

    slug = "method-not-allowed"


class NotAcceptable(Problem):
    """There is no answer in the form asked for."""

    slug = "not-acceptable"


class RangeNotSatisfiable(Problem):
    """There is no such part of a file."""

    slug = "range-not-satisfiable"


class IdempotencyKeyReused(Problem):
    """The idempotency key belongs to another request."""

    slug = "idempotency-key-reused"


class AccessDenied(Problem):
    """The service does not answer this caller."""


class Unauthorized(AccessDenied):
    """The service wants a token, and had none or a wrong one."""

    slug = "unauthorized"


class Forbidden(AccessDenied):
    """The token does not allow this, or without tokens the request is not from the service's machine."""

    slug = "forbidden"


class TooManyFailures(AccessDenied):
    """Too many wrong tokens came from this address."""

    slug = "too-many-failures"


class ModelRejected(Problem):
    """The upload is nothing that can be evaluated."""


class NotACoreMlModel(ModelRejected):
    """There is no Core ML model in the upload, or it is damaged."""

    slug = "not-a-core-ml-model"


class GitLfsPointer(ModelRejected):
    """The file is what Git LFS keeps in place of the model."""

    slug = "git-lfs-pointer"


class ArchiveRejected(ModelRejected):
    """The archive is not safe to unpack."""

    slug = "archive-rejected"


class UnsupportedFormat(ModelRejected):
    """The file is of another kind."""

    slug = "unsupported-format"


class TooLarge(ModelRejected):
    """The upload is larger than the service takes."""

    slug = "too-large"


class UploadFailed(Problem):
    """The model did not come to the service as it is here."""


class DigestMismatch(UploadFailed):
    """The content is not what was announced."""

    slug = "digest-mismatch"


class IncompleteUpload(UploadFailed):
    """The upload ended early."""

    slug = "incomplete-upload"


class ServiceFault(Problem):
    """The service cannot answer now."""


class QueueFull(ServiceFault):
    """The queue is full, and stayed so for as long as it was waited for."""

    slug = "queue-full"


class QuotaExceeded(ServiceFault):
    """As much of the token waits in the queue as it may, and stayed so."""

    slug = "quota-exceeded"


class TooManyUploads(ServiceFault):
    """Too many uploads come in at once, and went on to."""

    slug = "too-many-uploads"


class TooManyListeners(ServiceFault):
    """Too many listen for events already."""

    slug = "too-many-listeners"


class StorageFull(ServiceFault):
    """The service's disk is full."""

    slug = "storage-full"


class StorageUnavailable(ServiceFault):
    """The service's disk cannot be written."""

    slug = "storage-unavailable"


class DatabaseUnavailable(ServiceFault):
    """The service's database does not answer for the moment."""

    slug = "database-unavailable"


class InternalError(ServiceFault):
    """A fault of the service; its log has the details."""

    slug = "internal-error"


class EvaluationError(AneOracleError):
    """The evaluation ended without a verdict."""

    def __init__(self, message: str, evaluation: Evaluation) -> None:
        super().__init__(message)
        self.evaluation = evaluation


class EvaluationCancelled(EvaluationError):
    """Someone cancelled it."""


class EvaluationFailed(EvaluationError):
    """The measurement failed; `code` says how."""

    code: ClassVar[str | None] = None


class ModelFailed(EvaluationFailed):
    """The model's own fault; `status` is ANECompat's number."""

    status: ClassVar[int] = 7


class ReadFailed(ModelFailed):
    """The model cannot be read."""

    code = "READ_ERROR"
    status = 3


class CompileFailed(ModelFailed):
    """Core ML does not compile the model."""

    code = "COMPILE_ERROR"
    status = 4


class InputFailed(ModelFailed):
    """No input could be made for the model."""

    code = "INPUT_ERROR"
    status = 5


class PredictFailed(ModelFailed):
    """The prediction failed."""

    code = "PREDICT_ERROR"
    status = 6


class OtherFailed(ModelFailed):
    """Anything else that the model did wrong."""

    code = "OTHER_ERROR"


class HelperFailed(EvaluationFailed):
    """The program that measures failed."""


class HelperCrashed(HelperFailed):
    """It ended before its answer."""

    code = "HELPER_CRASHED"


class HelperTimedOut(HelperFailed):
    """It took longer than its limits allow."""

    code = "HELPER_TIMED_OUT"


class HelperProtocolBroken(HelperFailed):
    """It said something that is no answer."""

    code = "HELPER_PROTOCOL"


class HostFailed(EvaluationFailed):
    """The machine that measures failed."""


class HelperUnavailable(HostFailed):
    """It could not start a helper."""

    code = "HELPER_UNAVAILABLE"


class HostStorageFull(HostFailed):
    """Its disk was full."""

    code = "STORAGE_FULL"


def _descendants(base: type[E]) -> Iterator[type[E]]:
    for child in base.__subclasses__():
        yield child
        yield from _descendants(child)


PROBLEMS = {kind.slug: kind for kind in _descendants(Problem) if kind.slug is not None}
FAILURES = {kind.code: kind for kind in _descendants(EvaluationFailed) if kind.code is not None}
