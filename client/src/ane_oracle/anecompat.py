"""Stands in for ANECompat's Python function on a machine that has no Neural Engine.

The service is that of `ANE_ORACLE_URL`, the token that of `ANE_ORACLE_TOKEN`.
"""

from __future__ import annotations

import warnings

from ._client import Client
from ._exceptions import ModelFailed, ModelFileError, ModelRejected

READ_ERROR = 3

MEANINGS = {
    3: "the model cannot be read",
    4: "the model cannot be compiled",
    5: "no input can be made for the model",
    6: "the prediction failed",
    7: "another error",
}


class AneCompatError(ValueError):
    """The model's own fault; `status` is ANECompat's number, 3 to 7."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(f"{MEANINGS[status]} ({status}): {detail}")
        self.status = status


class UndeterminedError(ValueError):
    """It is not known whether the model runs on the Neural Engine; `reason` says why."""

    def __init__(self, reason: str | None, summary: str) -> None:
        super().__init__(f"undetermined ({reason}): {summary}")
        self.reason = reason


class PredictedWarning(UserWarning):
    """The answer is a prediction from the model's file: nothing was measured."""


def test_ane_compatibility_coreml_model(mlmodel_or_path: object) -> int:
    """Returns 0 where the model runs fully on the Neural Engine, 1 where partially, 2 where not.

    Takes a path or an `MLModel` of coremltools. Raises `ValueError` for ANECompat's failures 3 to 7, and its subclass
    `UndeterminedError` where the answer is not known. All compute units are allowed, as ANECompat has it.
    """
    try:
        with Client() as client:
            evaluation = client.evaluate(mlmodel_or_path, compute_units="ALL")
    except (ModelFileError, ModelRejected) as error:
        raise AneCompatError(READ_ERROR, str(error)) from error
    except ModelFailed as error:
        raise AneCompatError(error.status, str(error)) from error
    verdict = evaluation.verdict
    if verdict is None or verdict.code is None:
        raise UndeterminedError(
            verdict.reason if verdict else None, verdict.summary if verdict else "no verdict was given"
        )
    if verdict.predicted:
        warnings.warn(
            f"{verdict.status} is predicted for {evaluation.target}, not measured: {verdict.summary}",
            PredictedWarning,
            stacklevel=2,
        )
    return verdict.code


# The name is ANECompat's; without this pytest takes it for a test wherever it is imported.
test_ane_compatibility_coreml_model.__test__ = False  # type: ignore[attr-defined]
