"""Decides whether a verdict is good enough."""

from __future__ import annotations

from dataclasses import dataclass

from ._models import Evaluation, Verdict

FULL, PARTIAL = "FULL", "PARTIAL"


@dataclass(frozen=True)
class Gate:
    """What a verdict has to be: a status, a least share of operations on the ANE, or both."""

    require: str | None = None
    min_share: float | None = None

    def __bool__(self) -> bool:
        return self.require is not None or self.min_share is not None

    def refusal(self, verdict: Verdict | None) -> str | None:
        """Returns why the verdict is not good enough; None where it is. What is not known is never enough."""
        if verdict is None:
            return "there is no verdict"
        allowed = (FULL,) if self.require == "full" else (FULL, PARTIAL)
        if verdict.status not in allowed:
            return f"{verdict.status} is not {' or '.join(allowed)}"
        if self.min_share is None:
            return None
        if verdict.operation_share is None:
            return "the share of operations on the ANE is not known"
        if verdict.operation_share < self.min_share:
            return f"{verdict.operation_share:.2%} of the operations are on the ANE, less than {self.min_share:.2%}"
        return None


def explain(evaluation: Evaluation) -> str:
    """Returns lines that say what was found and what keeps the model off the ANE."""
    verdict = evaluation.verdict
    if verdict is None:
        return f"{evaluation.model.name}: no verdict"
    lines = [f"{evaluation.model.name}: {verdict.status} ({verdict.basis.lower()}): {verdict.summary}"]
    return "\n".join([*lines, *(f"  - {reason}" for reason in evaluation.reasons)])
