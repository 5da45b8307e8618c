"""Reads what the service answers: a value, or the exception that it stands for."""

from __future__ import annotations

from typing import Any, TypeVar

import httpx

from ._exceptions import (
    PROBLEMS,
    AneOracleError,
    Forbidden,
    Problem,
    ServiceUnreachable,
    TooLarge,
    Unauthorized,
    UnexpectedAnswer,
)
from ._json import Malformed, decode

T = TypeVar("T")

GATEWAY = (502, 503, 504)


def problem_of(response: httpx.Response) -> AneOracleError | None:
    """Returns what the answer complains of; None where it is a success."""
    if response.is_success:
        return None
    document = _json(response)
    if isinstance(document, dict) and isinstance(document.get("type"), str) and "title" in document:
        return _problem(document, response)
    text = f"{response.request.url} answered {response.status_code} {response.reason_phrase}".rstrip()
    if response.status_code == 401:
        sent = "does not know this token" if "Authorization" in response.request.headers else "wants a token"
        text = f"The service {sent}; it is read from ANE_ORACLE_TOKEN ({text})."
    bare = {401: Unauthorized, 403: Forbidden, 413: TooLarge}.get(response.status_code)
    if bare is not None:
        return bare(type="about:blank", title=response.reason_phrase, status=response.status_code, detail=text)
    if response.status_code in GATEWAY or response.status_code == 429:
        return ServiceUnreachable(text)
    hint = "; follow it in ANE_ORACLE_URL" if response.is_redirect else ""
    return UnexpectedAnswer(text + hint)


def value_of(response: httpx.Response, cls: type[T]) -> T:
    """Returns the answer as an instance of the class."""
    return read(cls, _success(response), response)


def values_of(response: httpx.Response, cls: type[T]) -> tuple[T, ...]:
    """Returns the answer, a list, as instances of the class."""
    items = _success(response)
    if not isinstance(items, list):
        raise UnexpectedAnswer(f"{response.request.url} did not answer with a list.")
    return tuple(read(cls, item, response) for item in items)


def page_of(response: httpx.Response, cls: type[T]) -> tuple[tuple[T, ...], str | None]:
    """Returns a page's items and where the next one begins."""
    page = _success(response)
    if not isinstance(page, dict) or not isinstance(page.get("items"), list):
        raise UnexpectedAnswer(f"{response.request.url} did not answer with a page.")
    following = page.get("next")
    return tuple(read(cls, item, response) for item in page["items"]), following and str(following)


def read(cls: type[T], value: Any, response: httpx.Response) -> T:
    """Makes an instance of JSON that came with the answer."""
    try:
        return decode(cls, value)
    except Malformed as error:
        raise UnexpectedAnswer(f"{response.request.url} answered something else: {error}") from error


def _success(response: httpx.Response) -> Any:
    problem = problem_of(response)
    if problem is not None:
        raise problem
    document = _json(response)
    if document is None:
        raise UnexpectedAnswer(f"{response.request.url} did not answer in JSON; is it an ANE Oracle?")
    return document


def _problem(document: dict[str, Any], response: httpx.Response) -> Problem:
    kind = PROBLEMS.get(document["type"].rstrip("/").rpartition("/")[2], Problem)
    return kind(
        type=document["type"],
        title=str(document["title"]),
        status=response.status_code,
        detail=str(document.get("detail") or ""),
        instance=str(document.get("instance") or ""),
        retryable=document.get("retryable") is True,
    )


def _json(response: httpx.Response) -> Any:
    try:
        return response.json()
    except ValueError:
        return None
