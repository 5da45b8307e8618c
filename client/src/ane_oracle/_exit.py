"""The command's exit codes."""

from __future__ import annotations

from ._exceptions import (
    AccessDenied,
    AneOracleError,
    EvaluationCancelled,
    EvaluationFailed,
    InvalidRequest,
    InvalidSetting,
    ModelFailed,
    ModelFileError,
    ModelRejected,
    NotFound,
    Problem,
    ServiceFault,
    ServiceUnreachable,
    UnexpectedAnswer,
    UploadFailed,
    WaitTimeout,
)
from ._gate import Gate
from ._models import Evaluation

READ_ERROR = 3
GATE_NOT_PASSED = 10
USAGE = 64
UNREACHABLE = 69
UNDETERMINED = 70
HOST_FAULT = 71
CANCELLED = 72
INTERNAL = 73

_CODES: list[tuple[type[AneOracleError], int]] = [
    (ModelFileError, READ_ERROR),
    (ModelRejected, READ_ERROR),
    (InvalidSetting, USAGE),
    (InvalidRequest, USAGE),
    (NotFound, USAGE),
    (AccessDenied, USAGE),
    (ServiceUnreachable, UNREACHABLE),
    (UnexpectedAnswer, UNREACHABLE),
    (WaitTimeout, UNREACHABLE),
    (UploadFailed, UNREACHABLE),
    (ServiceFault, HOST_FAULT),
    (EvaluationCancelled, CANCELLED),
    (EvaluationFailed, HOST_FAULT),
    (Problem, HOST_FAULT),
]


def code_of_error(error: AneOracleError) -> int:
    """Returns the code of what went wrong."""
    if isinstance(error, ModelFailed):
        return error.status
    return next((code for kind, code in _CODES if isinstance(error, kind)), INTERNAL)


def code_of(evaluation: Evaluation, gate: Gate) -> int:
    """Returns the code of an evaluation that has ended."""
    try:
        evaluation.raise_for_failure()
    except AneOracleError as error:
        return code_of_error(error)
    if gate:
        return GATE_NOT_PASSED if gate.refusal(evaluation.verdict) else 0
    if evaluation.verdict is None or evaluation.verdict.code is None:
        return UNDETERMINED
    return evaluation.verdict.code
