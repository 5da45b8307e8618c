"""What the tests share: the real service, started once, and models."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import service as services

from ane_oracle import AsyncClient, Client, Retry

pytest_plugins = ["pytester"]

EXAMPLES = services.ROOT / "examples"
CLASSIFIER = EXAMPLES / "TinyClassifier.mlmodel"
REPLIES = services.ROOT / "service/src/main/resources/dev/aneoracle/api/examples"

Handler = Callable[[httpx.Request], httpx.Response]


def needed(missing: str | None) -> None:
    """Skips the test where something is missing, and fails it where that is not allowed."""
    if missing and os.environ.get("ANE_ORACLE_TESTS") == "required":
        pytest.fail(missing)
    if missing:
        pytest.skip(missing)


@pytest.fixture(scope="session")
def packaged() -> None:
    """The service can be started."""
    missing = None
    if services.java() is None:
        missing = "no JDK 25 in JAVA_HOME or on the PATH"
    elif services.jar() is None:
        missing = "the service is not packaged: mvn -q -B -pl service package -DskipTests"
    needed(missing)


@pytest.fixture(scope="session")
def service(packaged: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[services.Service]:
    with services.Service(tmp_path_factory.mktemp("service")) as running:
        yield running


@pytest.fixture
def client(service: services.Service) -> Iterator[Client]:
    with Client(service.url) as opened:
        yield opened


@pytest.fixture
def environment(service: services.Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANE_ORACLE_URL", service.url)
    monkeypatch.delenv("ANE_ORACLE_TOKEN", raising=False)


@pytest.fixture
def package(tmp_path: Path) -> Path:
    with zipfile.ZipFile(EXAMPLES / "TinyProgram.mlpackage.zip") as archive:
        archive.extractall(tmp_path)
    return tmp_path / "TinyProgram.mlpackage"


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that a client waited, which it did not."""
    waited: list[float] = []

    async def pause(seconds: float) -> None:
        waited.append(seconds)

    monkeypatch.setattr("time.sleep", waited.append)
    monkeypatch.setattr("asyncio.sleep", pause)
    return waited


def reply(name: str) -> Any:
    """Returns a reply that the API document has as an example."""
    return json.loads((REPLIES / f"{name}.json").read_text())


def fake(handler: Handler, attempts: int = 3) -> Client:
    """Returns a client whose requests go to a function."""
    return Client("http://oracle.test", retry=Retry(attempts=attempts), transport=httpx.MockTransport(handler))


def fake_async(handler: Handler, attempts: int = 3) -> AsyncClient:
    """Returns an asynchronous client whose requests go to a function."""
    return AsyncClient("http://oracle.test", retry=Retry(attempts=attempts), transport=httpx.MockTransport(handler))
