"""What a client does, step by step, without doing it: `Client` and `AsyncClient` perform the same steps.

A flow is a generator that yields a step and is sent what came of it.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from typing import Any, TypeVar

import httpx

from ._answers import problem_of, value_of
from ._bundle import Bundle, open_bundle
from ._config import UPLOAD_ANSWER, Options, Retry, parameters
from ._exceptions import (
    AccessDenied,
    AneOracleError,
    CertificateRejected,
    ModelFileError,
    Problem,
    QueueFull,
    QuotaExceeded,
    ServiceUnreachable,
    UnknownModel,
    WaitTimeout,
)
from ._models import Evaluation
from ._progress import Progress, Report

T = TypeVar("T")

LONG_POLL = 30
SHORT_POLL = 2
"""Seconds of a poll where someone watches the queue position."""


@dataclass(frozen=True)
class Call:
    """Send a request; answered with the response, or with why there is none."""

    method: str
    path: str
    params: list[tuple[str, str]] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    json: Any = None
    upload: Bundle | None = None
    report: Report | None = None
    patience: float | None = None
    """seconds to wait for the answer, where not the usual ones"""


@dataclass(frozen=True)
class Pause:
    """Wait that many seconds."""

    seconds: float


@dataclass(frozen=True)
class Work:
    """Do what takes long and needs no network; answered with what it returns."""

    task: Callable[[], Any]


Step = Call | Pause | Work
Flow = Generator[Step, Any, T]


def exchange(call: Call, retry: Retry) -> Flow[httpx.Response]:
    """Sends a request until it is answered, or another try is of no use."""
    attempt, waited = 0, 0.0
    while True:
        outcome: httpx.Response | ServiceUnreachable = yield call
        problem: AneOracleError | None
        if isinstance(outcome, ServiceUnreachable):
            problem, after = outcome, None
        else:
            problem, after = problem_of(outcome), outcome.headers.get("Retry-After")
        delay = None
        if isinstance(problem, (QueueFull, QuotaExceeded)):
            delay = retry.queue_delay(waited, after)
            waited += delay or 0
            if delay is not None and call.report:
                call.report(Progress("waiting"))
        elif _may_pass(problem):
            attempt += 1
            delay = retry.delay(attempt, after)
        if delay is None:
            if isinstance(outcome, ServiceUnreachable):
                raise outcome
            return outcome
        yield Pause(delay)


def _may_pass(problem: AneOracleError | None) -> bool:
    if isinstance(problem, ServiceUnreachable):
        return not isinstance(problem, CertificateRejected)
    return isinstance(problem, Problem) and problem.retryable and not isinstance(problem, AccessDenied)


def submit(model: object, options: Options, fresh: bool, retry: Retry, report: Report | None) -> Flow[Evaluation]:
    """Sends a model, or only its digest where the service has it."""
    asked = parameters(options)
    bundle: Bundle = yield Work(lambda: open_bundle(model))

    def hashed(done: int) -> None:
        if report:
            report(Progress("hashing", done, bundle.size))

    digest: str | None = yield Work(lambda: bundle.digest(hashed))
    if digest is not None and (yield from knows(digest, retry)):
        try:
            stored = Call("POST", "evaluations", asked, _headers(fresh), json={"model": digest}, report=report)
            return value_of((yield from exchange(stored, retry)), Evaluation)
        except UnknownModel:
            pass  # It was deleted meanwhile.
    upload = Call(
        "POST",
        "evaluations",
        [*asked, ("filename", bundle.filename)],
        {
            **_headers(fresh),
            "Content-Type": "application/octet-stream",
            "Content-Length": str(bundle.length),
        },
        upload=bundle,
        report=report,
        patience=UPLOAD_ANSWER,
    )
    evaluation = value_of((yield from exchange(upload, retry)), Evaluation)
    if digest is not None and evaluation.model.digest != digest:
        raise ModelFileError(f"{bundle.name} changed while it was sent: {digest} became {evaluation.model.digest}.")
    return evaluation


def knows(digest: str, retry: Retry) -> Flow[bool]:
    """Asks whether the service has the model."""
    response = yield from exchange(Call("HEAD", f"models/{digest}"), retry)
    problem = problem_of(response)
    if isinstance(problem, (AccessDenied, ServiceUnreachable)):
        raise problem
    return response.is_success


def wait(evaluation: Evaluation, retry: Retry, timeout: float | None, report: Report | None) -> Flow[Evaluation]:
    """Waits until the evaluation has ended."""
    begun = time.monotonic()
    while True:
        if report:
            report(_progress(evaluation))
        if evaluation.ended:
            return evaluation
        asked = time.monotonic()
        left = float("inf") if timeout is None else timeout - (asked - begun)
        if left <= 0:
            raise WaitTimeout(evaluation, timeout or 0)
        seconds = max(1, int(min(left, SHORT_POLL if report else LONG_POLL)))
        call = Call(
            "GET",
            f"evaluations/{evaluation.id}",
            headers={"Prefer": f"wait={seconds}"},
            patience=seconds + 30,
        )
        response = yield from exchange(call, retry)
        evaluation = value_of(response, Evaluation)
        if not evaluation.ended and "Preference-Applied" not in response.headers:
            yield Pause(max(0.0, min(left, SHORT_POLL) - (time.monotonic() - asked)))


def evaluate(
    model: object,
    options: Options,
    fresh: bool,
    retry: Retry,
    timeout: float | None,
    report: Report | None,
) -> Flow[Evaluation]:
    """Sends a model and waits for its verdict."""
    submitted = yield from submit(model, options, fresh, retry, report)
    ended = yield from wait(submitted, retry, timeout, report)
    return ended.raise_for_failure()


def _headers(fresh: bool) -> dict[str, str]:
    headers = {"Prefer": "wait=1", "Idempotency-Key": str(uuid.uuid4())}
    return {**headers, "Cache-Control": "no-cache"} if fresh else headers


def _progress(evaluation: Evaluation) -> Progress:
    stage = "ended" if evaluation.ended else evaluation.state.lower()
    return Progress(
        stage,
        queue_position=evaluation.queue_position,
        phase=evaluation.phase,
        evaluation=evaluation.id,
    )
