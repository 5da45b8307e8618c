"""The clients: one that blocks and one for asyncio, which do the same."""

from __future__ import annotations

import asyncio
import os
import ssl
import time
from collections.abc import AsyncIterator, Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar

import httpx

from . import _flow
from ._answers import page_of, problem_of, value_of, values_of
from ._config import DEFAULT_TIMEOUT, Retry, Verify, resolve_tls, resolve_token, resolve_url
from ._exceptions import CertificateRejected, ServiceUnreachable
from ._flow import Call, Flow, Pause, Step, Work
from ._models import Evaluation, Host, Model, Operation
from ._progress import Progress, Report

if TYPE_CHECKING:
    from typing_extensions import Self, Unpack

    from ._config import Options

T = TypeVar("T")

USER_AGENT = "ane-oracle-python"
AUTHORITY_ADVICE = " Name the certificate of your authority, a PEM file, in ANE_ORACLE_CA_FILE."
UNKNOWN_AUTHORITY = (18, 19, 20, 21)
"""OpenSSL's codes for a certificate, or the first of its chain, that nobody vouches for."""

CONTAINER_MARKS = ("/.dockerenv", "/run/.containerenv")


class _Base:
    """What both clients know: the service's address, the token, and how often to ask again."""

    def __init__(self, url: str | None, token: str | None, retry: Retry | None, timeout: httpx.Timeout | float) -> None:
        self.url = resolve_url(url)
        self._token = resolve_token(token)
        self._retry = retry or Retry()
        self._timeout = httpx.Timeout(timeout)

    def _settings(self, verify: Verify) -> dict[str, Any]:
        headers = {"User-Agent": USER_AGENT, "Accept": "application/json"}
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        # Certificates take memory and time to load, and plain HTTP needs none.
        tls = resolve_tls(verify) if self.url.scheme == "https" else False
        base = self.url.join("api/v1/")
        return {"base_url": base, "headers": headers, "timeout": self._timeout, "verify": tls}

    def _request(self, client: httpx.Client | httpx.AsyncClient, call: Call, content: Any) -> httpx.Request:
        patience = call.patience or self._timeout.read
        timeout = httpx.Timeout(
            connect=self._timeout.connect,
            read=patience,
            write=self._timeout.write,
            pool=self._timeout.pool,
        )
        return client.build_request(
            call.method,
            call.path,
            params=httpx.QueryParams(tuple(call.params)) if call.params else None,
            headers=call.headers,
            json=call.json,
            content=content,
            timeout=timeout,
        )

    def _unreachable(self, error: httpx.TransportError) -> ServiceUnreachable:
        if (refused := _refused_certificate(error)) is not None:
            found: ServiceUnreachable = CertificateRejected(
                f"The certificate of {self.url} is not trusted: {refused.verify_message.rstrip('.')}."
                + (AUTHORITY_ADVICE if refused.verify_code in UNKNOWN_AUTHORITY else "")
            )
        else:
            what = "did not answer in time" if isinstance(error, httpx.TimeoutException) else "cannot be reached"
            text = f"The ANE Oracle at {self.url} {what}: {error or type(error).__name__}"
            found = ServiceUnreachable(text + self._hint())
        found.__cause__ = error
        return found

    def _hint(self) -> str:
        if self.url.host not in ("localhost", "127.0.0.1", "::1") or not any(map(os.path.exists, CONTAINER_MARKS)):
            return ""
        return f". Inside a container {self.url.host} is the container itself: write host.docker.internal."


class Client(_Base):
    """Asks an ANE Oracle, and blocks until there is an answer.

    `url` and `token` are those of `ANE_ORACLE_URL` and `ANE_ORACLE_TOKEN` (or of the file `ANE_ORACLE_TOKEN_FILE`)
    where left out. `verify` may be the path of a private authority's certificate, as `ANE_ORACLE_CA_FILE` is.
    """

    def __init__(
        self,
        url: str | None = None,
        token: str | None = None,
        *,
        retry: Retry | None = None,
        timeout: httpx.Timeout | float = DEFAULT_TIMEOUT,
        verify: Verify = True,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        super().__init__(url, token, retry, timeout)
        self._http = httpx.Client(transport=transport, **self._settings(verify))

    def evaluate(
        self,
        model: object,
        *,
        fresh: bool = False,
        timeout: float | None = None,
        progress: Report | None = None,
        **options: Unpack[Options],
    ) -> Evaluation:
        """Sends a model, waits for its verdict, and raises `EvaluationError` where it ends without one.

        `model` is the path of a `.mlmodel`, an `.mlpackage`, an `.mlmodelc` or an archive of one, or an `MLModel`
        of coremltools. `fresh` forces a new evaluation. `timeout` limits the waiting, not the upload.
        """
        return self._run(_flow.evaluate(model, options, fresh, self._retry, timeout, progress))

    def submit(
        self,
        model: object,
        *,
        fresh: bool = False,
        progress: Report | None = None,
        **options: Unpack[Options],
    ) -> Evaluation:
        """Sends a model and returns the evaluation as it stands."""
        return self._run(_flow.submit(model, options, fresh, self._retry, progress))

    def wait(
        self, evaluation: Evaluation | str, *, timeout: float | None = None, progress: Report | None = None
    ) -> Evaluation:
        """Waits until an evaluation has ended, with a verdict or without."""
        found = self.get(evaluation) if isinstance(evaluation, str) else evaluation
        return self._run(_flow.wait(found, self._retry, timeout, progress))

    def get(self, evaluation: str) -> Evaluation:
        """Returns an evaluation as it stands."""
        return value_of(self._call("GET", f"evaluations/{_id(evaluation)}"), Evaluation)

    def evaluations(self, **filters: str) -> Iterator[Evaluation]:
        """Yields evaluations, newest first; filters are state, verdict, model and label."""
        yield from self._pages("evaluations", filters, Evaluation)

    def operations(self, evaluation: Evaluation | str, **filters: str) -> Iterator[Operation]:
        """Yields an evaluation's operations in file order; filters are unit, target and source."""
        yield from self._pages(f"evaluations/{_id(evaluation)}/operations", filters, Operation)

    def cancel(self, evaluation: Evaluation | str) -> None:
        """Cancels an evaluation that has not ended, and deletes one that has."""
        self._call("DELETE", f"evaluations/{_id(evaluation)}")

    def model(self, digest: str) -> Model:
        """Returns what a stored model says of itself."""
        return value_of(self._call("GET", f"models/{digest}"), Model)

    def hosts(self) -> tuple[Host, ...]:
        """Returns the machines behind the service."""
        return values_of(self._call("GET", "hosts"), Host)

    def close(self) -> None:
        """Closes the connections."""
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _pages(self, path: str, filters: dict[str, str], cls: type[T]) -> Iterator[T]:
        cursor: str | None = None
        while True:
            items, cursor = page_of(self._call("GET", path, _page(filters, cursor)), cls)
            yield from items
            if cursor is None:
                return

    def _call(self, method: str, path: str, params: list[tuple[str, str]] | None = None) -> httpx.Response:
        response = self._run(_flow.exchange(Call(method, path, params or []), self._retry))
        problem = problem_of(response)
        if problem is not None:
            raise problem
        return response

    def _run(self, flow: Flow[T]) -> T:
        outcome: Any = None
        try:
            while True:
                outcome = self._perform(flow.send(outcome))
        except StopIteration as end:
            result: T = end.value
            return result

    def _perform(self, step: Step) -> Any:
        match step:
            case Pause(seconds):
                return time.sleep(seconds)
            case Work(task):
                return task()
            case Call():
                try:
                    return self._http.send(self._request(self._http, step, _content(step)))
                except httpx.TransportError as error:
                    return self._unreachable(error)


class AsyncClient(_Base):
    """Asks an ANE Oracle as `Client` does, under asyncio; files are read in threads."""

    def __init__(
        self,
        url: str | None = None,
        token: str | None = None,
        *,
        retry: Retry | None = None,
        timeout: httpx.Timeout | float = DEFAULT_TIMEOUT,
        verify: Verify = True,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        super().__init__(url, token, retry, timeout)
        self._http = httpx.AsyncClient(transport=transport, **self._settings(verify))

    async def evaluate(
        self,
        model: object,
        *,
        fresh: bool = False,
        timeout: float | None = None,
        progress: Report | None = None,
        **options: Unpack[Options],
    ) -> Evaluation:
        """Sends a model, waits for its verdict, and raises `EvaluationError` where it ends without one."""
        return await self._run(_flow.evaluate(model, options, fresh, self._retry, timeout, progress))

    async def submit(
        self,
        model: object,
        *,
        fresh: bool = False,
        progress: Report | None = None,
        **options: Unpack[Options],
    ) -> Evaluation:
        """Sends a model and returns the evaluation as it stands."""
        return await self._run(_flow.submit(model, options, fresh, self._retry, progress))

    async def wait(
        self, evaluation: Evaluation | str, *, timeout: float | None = None, progress: Report | None = None
    ) -> Evaluation:
        """Waits until an evaluation has ended, with a verdict or without."""
        found = await self.get(evaluation) if isinstance(evaluation, str) else evaluation
        return await self._run(_flow.wait(found, self._retry, timeout, progress))

    async def get(self, evaluation: str) -> Evaluation:
        """Returns an evaluation as it stands."""
        return value_of(await self._call("GET", f"evaluations/{_id(evaluation)}"), Evaluation)

    async def evaluations(self, **filters: str) -> AsyncIterator[Evaluation]:
        """Yields evaluations, newest first; filters are state, verdict, model and label."""
        async for item in self._pages("evaluations", filters, Evaluation):
            yield item

    async def operations(self, evaluation: Evaluation | str, **filters: str) -> AsyncIterator[Operation]:
        """Yields an evaluation's operations in file order; filters are unit, target and source."""
        async for item in self._pages(f"evaluations/{_id(evaluation)}/operations", filters, Operation):
            yield item

    async def cancel(self, evaluation: Evaluation | str) -> None:
        """Cancels an evaluation that has not ended, and deletes one that has."""
        await self._call("DELETE", f"evaluations/{_id(evaluation)}")

    async def model(self, digest: str) -> Model:
        """Returns what a stored model says of itself."""
        return value_of(await self._call("GET", f"models/{digest}"), Model)

    async def hosts(self) -> tuple[Host, ...]:
        """Returns the machines behind the service."""
        return values_of(await self._call("GET", "hosts"), Host)

    async def aclose(self) -> None:
        """Closes the connections."""
        await self._http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def _pages(self, path: str, filters: dict[str, str], cls: type[T]) -> AsyncIterator[T]:
        cursor: str | None = None
        while True:
            items, cursor = page_of(await self._call("GET", path, _page(filters, cursor)), cls)
            for item in items:
                yield item
            if cursor is None:
                return

    async def _call(self, method: str, path: str, params: list[tuple[str, str]] | None = None) -> httpx.Response:
        response = await self._run(_flow.exchange(Call(method, path, params or []), self._retry))
        problem = problem_of(response)
        if problem is not None:
            raise problem
        return response

    async def _run(self, flow: Flow[T]) -> T:
        outcome: Any = None
        try:
            while True:
                outcome = await self._perform(flow.send(outcome))
        except StopIteration as end:
            result: T = end.value
            return result

    async def _perform(self, step: Step) -> Any:
        match step:
            case Pause(seconds):
                return await asyncio.sleep(seconds)
            case Work(task):
                return await asyncio.to_thread(task)
            case Call():
                chunks = _content(step)
                content = None if chunks is None else _threaded(chunks)
                try:
                    return await self._http.send(self._request(self._http, step, content))
                except httpx.TransportError as error:
                    return self._unreachable(error)


def _refused_certificate(error: BaseException | None) -> ssl.SSLCertVerificationError | None:
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return error
        error = error.__cause__ or error.__context__
    return None


def _content(call: Call) -> Iterator[bytes] | None:
    return None if call.upload is None else _reported(call)


def _reported(call: Call) -> Iterator[bytes]:
    assert call.upload is not None
    done, total = 0, call.upload.length
    for chunk in call.upload.content():
        yield chunk
        done += len(chunk)
        if call.report:
            call.report(Progress("uploading", done, total))


async def _threaded(chunks: Iterator[bytes]) -> AsyncIterator[bytes]:
    while (chunk := await asyncio.to_thread(next, chunks, None)) is not None:
        yield chunk


def _page(filters: dict[str, str], cursor: str | None) -> list[tuple[str, str]]:
    return [*filters.items(), *([("cursor", cursor)] if cursor else []), ("limit", "200")]


def _id(evaluation: Evaluation | str) -> str:
    return evaluation if isinstance(evaluation, str) else evaluation.id
