"""What the service answers, as frozen dataclasses."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ._exceptions import FAILURES, EvaluationCancelled, EvaluationFailed


@dataclass(frozen=True)
class Verdict:
    """The answer to: does it run on the Neural Engine."""

    status: str
    """FULL, PARTIAL, NONE or UNDETERMINED"""
    basis: str
    """PREDICTED, MEASURED or MEASURED_AND_PLANNED"""
    summary: str
    code: int | None = None
    reason: str | None = None
    only_post_processing_outside: bool = False
    operation_share: float | None = None
    flop_share: float | None = None

    @property
    def predicted(self) -> bool:
        """Whether nothing was measured."""
        return self.basis == "PREDICTED"


@dataclass(frozen=True)
class Extent:
    """The size of a tensor: width, height, depth, channels, batch."""

    shape: tuple[int, ...]


@dataclass(frozen=True)
class Segment:
    """One program on the ANE."""

    isegment: int
    inputs: dict[str, Extent]
    outputs: dict[str, Extent]
    stage: int | None = None
    function: str | None = None
    key_constructed: bool = False

    @property
    def key(self) -> str:
        """The segment's key, exactly in ANECompat's form."""
        sides = {
            side: {name: {"shape": list(extent.shape)} for name, extent in tensors.items()}
            for side, tensors in (("inputs", self.inputs), ("outputs", self.outputs))
        }
        return json.dumps({"isegment": self.isegment, **sides}, separators=(",", ":"), ensure_ascii=False)


@dataclass(frozen=True)
class Bounds:
    """A number that is known to lie between two others."""

    least: float
    most: float


@dataclass(frozen=True)
class Reason:
    """Why an operation is not on the ANE."""

    rule: str
    code: str
    message: str
    confidence: str
    source: str
    core_ml_message: str | None = None
    advice: str | None = None

    def __str__(self) -> str:
        return f"{self.message} {self.advice}" if self.advice else self.message


@dataclass(frozen=True)
class Blocker:
    """Operations that keep the verdict from FULL, or may keep it, all for one reason."""

    kind: str
    types: tuple[str, ...]
    operations: int
    names: tuple[str, ...]
    reason: Reason
    flop_share: float | None = None
    time_share: Bounds | None = None
    saves_ms: Bounds | None = None


@dataclass(frozen=True)
class TimeEstimate:
    """What Core ML's cost model takes the model to last; never a latency that was measured."""

    basis: str
    total_ms: Bounds
    cpu_ms: Bounds
    time_share: Bounds


@dataclass(frozen=True)
class Prediction:
    """What would happen on a target, from the file alone."""

    target: str
    runtime: str
    verdict: Verdict
    segments: tuple[Segment, ...] = ()
    unknown_operations: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    blockers: tuple[Blocker, ...] = ()
    estimate: TimeEstimate | None = None
    judged_as: str | None = None


@dataclass(frozen=True)
class Planned:
    """What Core ML plans for an operation."""

    source: str
    supported: tuple[str, ...] = ()
    preferred: str | None = None
    cost: float | None = None
    messages: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class OperationTime:
    """Milliseconds that Core ML's cost model takes an operation to last."""

    cpu_ms: Bounds
    ane_ms: Bounds | None = None


@dataclass(frozen=True)
class Operation:
    """Where one operation is predicted or planned to run, and why not on the ANE."""

    index: int
    name: str
    type: str
    eligible: str
    unit: str
    output_shapes: tuple[tuple[int, ...], ...] = ()
    stage: int | None = None
    function: str | None = None
    reason: Reason | None = None
    flops: int | None = None
    estimate: OperationTime | None = None
    planned: Planned | None = None
    raw: dict[str, Any] = field(default_factory=dict, repr=False, metadata={"json": "*"})


@dataclass(frozen=True)
class Feature:
    """An input, an output or a state of a model."""

    name: str
    type: str
    shape: tuple[int, ...] | None = None
    element_type: str | None = None
    optional: bool = False
    flexible: bool = False


@dataclass(frozen=True)
class Model:
    """What the model's file says of itself."""

    digest: str
    name: str
    format: str
    type: str
    specification_version: int
    bytes: int
    inputs: tuple[Feature, ...] = ()
    outputs: tuple[Feature, ...] = ()
    states: tuple[Feature, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Measurement:
    """What the ANE was seen to execute; `raw` has the hooks, calls, timings and evidence."""

    verdict: Verdict
    segments: tuple[Segment, ...] = ()
    notes: tuple[str, ...] = ()
    simulated: bool | None = None
    raw: dict[str, Any] = field(default_factory=dict, repr=False, metadata={"json": "*"})


@dataclass(frozen=True)
class Failure:
    """Why an evaluation has no verdict."""

    code: str
    message: str
    status: int | None = None


@dataclass(frozen=True)
class NeuralEngine:
    """The Neural Engine of a machine."""

    present: bool
    architecture: str | None = None
    cores: int | None = None


@dataclass(frozen=True)
class Environment:
    """Where an answer was made."""

    service: str
    rule_set: str
    host: str
    chip: str
    os: str
    ane: NeuralEngine
    helper: str | None = None
    simulated: bool | None = None


@dataclass(frozen=True)
class Host:
    """A machine behind the service."""

    node: str
    chip: str
    model: str
    os: str
    os_version: str
    measures: bool
    os_build: str = ""
    cannot_measure_because: str | None = None
    helper: str | None = None
    simulated: bool | None = None
    ane: NeuralEngine | None = None
    raw: dict[str, Any] = field(default_factory=dict, repr=False, metadata={"json": "*"})


@dataclass(frozen=True)
class Evaluation:
    """One model, under one set of options, answered once; `raw` is the reply as it came."""

    id: str
    state: str
    model: Model
    submitted_at: datetime
    phase: str | None = None
    queue_position: int | None = None
    priority: int = 5
    labels: tuple[str, ...] = ()
    submitted_by: str = "local"
    started_at: datetime | None = None
    finished_at: datetime | None = None
    options: dict[str, Any] = field(default_factory=dict)
    verdict: Verdict | None = None
    segments: tuple[Segment, ...] = ()
    predictions: tuple[Prediction, ...] = ()
    measurement: Measurement | None = None
    failure: Failure | None = None
    environment: Environment | None = None
    raw: dict[str, Any] = field(default_factory=dict, repr=False, metadata={"json": "*"})

    @property
    def ended(self) -> bool:
        """Whether nothing of it will change any more."""
        return self.state not in ("QUEUED", "RUNNING")

    @property
    def target(self) -> str | None:
        """What the first prediction is for."""
        return self.predictions[0].target if self.predictions else None

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why operations are not on the ANE, of the first target, the most expensive first."""
        blockers = self.predictions[0].blockers if self.predictions else ()
        return tuple(dict.fromkeys(blocker.reason for blocker in blockers))

    def raise_for_failure(self) -> Evaluation:
        """Returns itself where it has a verdict or has not ended, and raises what it ended with otherwise."""
        if self.state == "CANCELLED":
            raise EvaluationCancelled(f"Evaluation {self.id} was cancelled.", self)
        if self.state == "FAILED":
            code = self.failure.code if self.failure else "unknown"
            message = self.failure.message if self.failure else "no reason given"
            raise FAILURES.get(code, EvaluationFailed)(f"{code}: {message}", self)
        return self
