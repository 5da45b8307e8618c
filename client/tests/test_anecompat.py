from pathlib import Path
from typing import Any

import httpx
import pytest
from conftest import CLASSIFIER, fake, reply

from ane_oracle import anecompat
from ane_oracle.anecompat import (
    AneCompatError,
    PredictedWarning,
    UndeterminedError,
    test_ane_compatibility_coreml_model,
)


@pytest.mark.usefixtures("environment")
def test_a_prediction_is_returned_with_a_warning() -> None:
    with pytest.warns(PredictedWarning, match="not measured"):
        assert test_ane_compatibility_coreml_model(str(CLASSIFIER)) == 1


@pytest.mark.usefixtures("environment")
def test_what_cannot_be_read_is_a_value_error(tmp_path: Path) -> None:
    (tmp_path / "M.mlmodel").write_text("no model")
    for path in (tmp_path / "M.mlmodel", tmp_path / "gone.mlmodel"):
        with pytest.raises(ValueError, match="cannot be read") as raised:
            test_ane_compatibility_coreml_model(path)
        assert isinstance(raised.value, AneCompatError) and raised.value.status == 3


def answer(monkeypatch: pytest.MonkeyPatch, name: str, **changes: Any) -> list[httpx.Request]:
    asked: list[httpx.Request] = []

    def handle(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200, json={**reply(name), **changes})

    monkeypatch.setattr(anecompat, "Client", lambda: fake(handle))
    return asked


def test_it_asks_with_all_compute_units_and_returns_what_was_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = answer(monkeypatch, "measured")
    assert test_ane_compatibility_coreml_model(CLASSIFIER) == 1
    assert asked[-1].url.params["computeUnits"] == "ALL"


@pytest.mark.parametrize(
    ("code", "status"),
    [("READ_ERROR", 3), ("COMPILE_ERROR", 4), ("INPUT_ERROR", 5), ("PREDICT_ERROR", 6), ("OTHER_ERROR", 7)],
)
def test_failures_are_value_errors(code: str, status: int, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, "ended", state="FAILED", verdict=None, failure={"code": code, "message": "M"})
    with pytest.raises(ValueError, match=code) as raised:
        test_ane_compatibility_coreml_model(CLASSIFIER)
    assert isinstance(raised.value, AneCompatError) and raised.value.status == status


def test_undetermined_is_a_value_error_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    verdict = {**reply("ended")["verdict"], "status": "UNDETERMINED", "code": None, "reason": "UNKNOWN_OPERATIONS"}
    answer(monkeypatch, "ended", verdict=verdict)
    with pytest.raises(UndeterminedError, match="UNKNOWN_OPERATIONS"):
        test_ane_compatibility_coreml_model(CLASSIFIER)
