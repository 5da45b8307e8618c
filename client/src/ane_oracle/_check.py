"""The command `check`: sends models, prints what was found, and tells it by its exit code."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from . import _exit
from ._client import Client
from ._exceptions import (
    AccessDenied,
    AneOracleError,
    Problem,
    QueueFull,
    QuotaExceeded,
    ServiceUnreachable,
    UnexpectedAnswer,
)
from ._found import Found, find
from ._gate import Gate
from ._models import Evaluation
from ._results import Results
from ._terminal import ProgressLine, coloured, table

if TYPE_CHECKING:
    from ._config import Options

COMPLETED = {
    0: "Passed",
    1: "Partial",
    2: "Failed",
    3: "Read error",
    4: "Compile error",
    5: "Input error",
    6: "Predict error",
    70: "Undetermined",
}


HOPELESS = (AccessDenied, QueueFull, QuotaExceeded, ServiceUnreachable, UnexpectedAnswer)
"""What every further model would be answered with too."""


@dataclass(frozen=True)
class Outcome:
    """What came of one model."""

    model: Found
    evaluation: Evaluation | None
    error: AneOracleError | None
    code: int
    gate: str | None = None
    """why the gate did not let it pass"""


def check(client: Client, arguments: argparse.Namespace) -> int:
    """Sends each model in turn and returns the highest code; what is known when it is interrupted is told still."""
    gate = Gate(arguments.require, arguments.min_ane_share)
    models = find(arguments.models, arguments.recursive)
    results = Results(arguments.output, len(models)) if arguments.output else None
    outcomes: list[Outcome] = []
    try:
        for outcome in _each(client, models, arguments, gate):
            outcomes.append(outcome)
            if results:
                results.add(outcome.model.name, _as_json(outcome, gate))
    finally:
        if arguments.json:
            print(json.dumps([_as_json(outcome, gate) for outcome in outcomes], indent=2, ensure_ascii=False))
        elif not arguments.anecompat:
            _print_table([outcome for outcome in outcomes if outcome.evaluation], gate)
    code = max(outcome.code for outcome in outcomes)
    if results:
        results.end(code)
    return code


def _each(client: Client, models: list[Found], arguments: argparse.Namespace, gate: Gate) -> Iterator[Outcome]:
    for number, model in enumerate(models, 1):
        counted = f"[{number}/{len(models)}] {model.name}" if len(models) > 1 else model.name
        outcome = _one(client, model, counted, arguments, gate)
        if arguments.anecompat:
            _print_anecompat(outcome)
        if outcome.error is not None:
            print(f"ane-oracle: {counted}: {outcome.error}", file=sys.stderr)
        elif len(models) > 1 and not arguments.anecompat:
            assert outcome.evaluation is not None and outcome.evaluation.verdict is not None
            print(f"ane-oracle: {counted}: {outcome.evaluation.verdict.status}", file=sys.stderr)
        yield outcome
        if isinstance(outcome.error, HOPELESS) and number < len(models):
            print(f"ane-oracle: not sent: {len(models) - number} more", file=sys.stderr)
            yield from (Outcome(other, None, outcome.error, outcome.code) for other in models[number:])
            return


def _one(client: Client, model: Found, name: str, arguments: argparse.Namespace, gate: Gate) -> Outcome:
    progress = ProgressLine(name)
    evaluation: Evaluation | None = None
    try:
        submitted = client.submit(model.path, fresh=arguments.fresh, progress=progress, **_options(arguments))
        evaluation = client.wait(submitted, timeout=arguments.timeout, progress=progress)
        evaluation.raise_for_failure()
    except AneOracleError as error:
        return Outcome(model, evaluation, error, _exit.code_of_error(error))
    finally:
        progress.clear()
    refusal = gate.refusal(evaluation.verdict) if gate else None
    return Outcome(model, evaluation, None, _exit.code_of(evaluation, gate), refusal)


def _options(arguments: argparse.Namespace) -> Options:
    options: Options = {"labels": arguments.label}
    if arguments.target:
        options["target"] = arguments.target
    if arguments.compute_units or arguments.anecompat:
        options["compute_units"] = arguments.compute_units or "ALL"
    if arguments.function:
        options["function"] = arguments.function
    return options


def _print_anecompat(outcome: Outcome) -> None:
    evaluation = outcome.evaluation
    if evaluation is not None:
        model = evaluation.model
        inputs = ", ".join(feature.name for feature in model.inputs)
        outputs = ", ".join(feature.name for feature in model.outputs)
        print(f"Model inputs: ({inputs}), outputs: ({outputs})")
        for segment in evaluation.segments:
            print(f"Intercepted evaluation of model with key: {segment.key}")
    code = outcome.code
    if evaluation is not None and outcome.error is None:
        code = _exit.code_of(evaluation, Gate())
    if evaluation is not None or code in COMPLETED:
        print(f"Completed with status: {COMPLETED.get(code, 'Other error')} ({code})", flush=True)
    if evaluation is not None and evaluation.verdict is not None and evaluation.verdict.predicted:
        predicted = f"predicted for {evaluation.target}, not measured; nothing was intercepted"
        print(f"ane-oracle: {outcome.model.name}: {predicted}", file=sys.stderr)


def _print_table(outcomes: list[Outcome], gate: Gate) -> None:
    if not outcomes:
        return
    rows = [["MODEL", "VERDICT", "BASIS", "TARGET", "SHARE", "SEGMENTS", *(["GATE"] if gate else []), "ID"]]
    for outcome in outcomes:
        assert outcome.evaluation is not None
        passed = "failed" if outcome.code else "passed"
        rows.append([outcome.model.name, *row(outcome.evaluation), *([passed] if gate else []), outcome.evaluation.id])
    print(table(rows, sys.stdout))
    for outcome in outcomes:
        _print_details(outcome)


def _print_details(outcome: Outcome) -> None:
    evaluation = outcome.evaluation
    if evaluation is None or evaluation.verdict is None:
        return
    verdict = evaluation.verdict
    print(f"\n{outcome.model.name}: {coloured(verdict.status, sys.stdout)}, {verdict.summary}")
    if outcome.gate:
        print(f"  not passed: {outcome.gate}")
    for reason in evaluation.reasons:
        print(f"  {reason}")


def row(evaluation: Evaluation) -> list[str]:
    """Returns the cells verdict, basis, target, share and segments."""
    verdict = evaluation.verdict
    target = evaluation.target or "-"
    if verdict is None:
        return [evaluation.state, "-", target, "-", "-"]
    share = "-" if verdict.operation_share is None else f"{verdict.operation_share:.1%}"
    place = target if verdict.predicted or evaluation.environment is None else evaluation.environment.chip
    return [verdict.status, verdict.basis.lower(), place, share, str(len(evaluation.segments))]


def _as_json(outcome: Outcome, gate: Gate) -> dict[str, Any]:
    found: dict[str, Any] = {"model": outcome.model.path, "exitCode": outcome.code}
    if gate:
        found["gate"] = {"passed": outcome.code == 0, "reason": outcome.gate}
    found["evaluation"] = outcome.evaluation.raw if outcome.evaluation else None
    error = outcome.error
    found["error"] = None if error is None else {"kind": type(error).__name__, "detail": str(error)}
    if isinstance(error, Problem):
        found["error"] |= {"type": error.type, "status": error.status}
    return found
