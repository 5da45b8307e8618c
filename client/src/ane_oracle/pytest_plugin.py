"""Lets tests assert that a model runs on the Apple Neural Engine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from ._client import Client
    from ._config import Options
    from ._models import Evaluation


def assert_runs_on_ane(
    model: object,
    *,
    min_share: float | None = None,
    client: Client | None = None,
    timeout: float | None = 900,
    **options: Unpack[Options],
) -> Evaluation:
    """Fails unless the model runs on the ANE: fully, or with at least `min_share` of its operations.

    A classifier makes its label outside the ANE, which is no operation: ask for it with `min_share=1.0`.
    """
    __tracebackhide__ = True
    from ._client import Client
    from ._gate import Gate, explain

    gate = Gate(None, min_share) if min_share is not None else Gate("full")
    if client is None:
        with Client() as opened:
            evaluation = opened.evaluate(model, timeout=timeout, **options)
    else:
        evaluation = client.evaluate(model, timeout=timeout, **options)
    refusal = gate.refusal(evaluation.verdict)
    if refusal:
        raise AssertionError(f"{refusal}\n{explain(evaluation)}")
    return evaluation


@pytest.fixture(scope="session")
def ane_oracle() -> Iterator[Client]:
    """A client of the service of `ANE_ORACLE_URL`."""
    from ._client import Client

    with Client() as client:
        yield client
