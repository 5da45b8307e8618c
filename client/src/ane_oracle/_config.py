"""Where the service is, how often to ask again, and what can be asked of a model."""

from __future__ import annotations

import os
import random
import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TypedDict

import httpx

from ._exceptions import InvalidSetting
from ._json import camel

DEFAULT_URL = "http://localhost:8080"
DEFAULT_TIMEOUT = httpx.Timeout(30, connect=10, write=60, pool=10)
Verify = ssl.SSLContext | str | os.PathLike[str] | bool
UPLOAD_ANSWER = 600.0
"""Seconds to wait for the answer to an upload: the service unpacks and stores it first."""


class Options(TypedDict, total=False):
    """What is asked of a model; every member may be left out. The API document explains each."""

    target: str | Sequence[str]
    compute_units: str
    function: str
    predictions: int
    optionals: str
    engine: str
    plan: bool
    dump: bool
    compare: bool
    cache: str
    shapes: Mapping[str, Sequence[int]]
    priority: int
    labels: Sequence[str]


def parameters(options: Options) -> list[tuple[str, str]]:
    """Returns options as query parameters."""
    unknown = set(options) - set(Options.__annotations__)
    if unknown:
        raise InvalidSetting(f"There is no option {', '.join(sorted(unknown))}.")
    found: list[tuple[str, str]] = []
    for name, value in options.items():
        if value is None:
            continue
        if name == "shapes" and isinstance(value, Mapping):
            found.append((name, ";".join(f"{n}:{','.join(map(str, s))}" for n, s in value.items())))
        elif name == "labels" and isinstance(value, Sequence):
            found += [("label", label) for label in ([value] if isinstance(value, str) else value)]
        elif isinstance(value, bool):
            found.append((name, str(value).lower()))
        elif name == "target" and not isinstance(value, str) and isinstance(value, Sequence):
            found.append((name, ",".join(value)))
        else:
            found.append((camel(name), str(value)))
    return found


def resolve_url(url: str | None) -> httpx.URL:
    """Returns the service's address: the one given, that of the environment, or the one on this machine."""
    text = url or os.environ.get("ANE_ORACLE_URL") or DEFAULT_URL
    try:
        found = httpx.URL(text)
    except httpx.InvalidURL as error:
        raise InvalidSetting(f"'{text}' is not an address: {error}") from error
    if found.scheme not in ("http", "https") or not found.host:
        raise InvalidSetting(f"'{text}' is not an address; write it like {DEFAULT_URL}.")
    return found.copy_with(path=found.path.rstrip("/") + "/", query=None, fragment=None)


def resolve_token(token: str | None) -> str | None:
    """Returns the token: the one given, that of the environment, or that of the file which the environment names."""
    given = os.environ.get("ANE_ORACLE_TOKEN") or _named_file("ANE_ORACLE_TOKEN_FILE") if token is None else token
    found = given.strip()
    if not found.isascii() or not found.isprintable() or " " in found:
        raise InvalidSetting("The token has characters that no token has.")
    return found or None


def resolve_tls(verify: Verify) -> ssl.SSLContext | bool:
    """Returns what certificates are held against: the authorities of the system, and those of a PEM file beside them.

    The file is the one given, or that which `ANE_ORACLE_CA_FILE` names.
    """
    if verify is False or isinstance(verify, ssl.SSLContext):
        return verify
    more = _named_file("ANE_ORACLE_CA_FILE") if verify is True else _text(verify, "the authorities' certificates")
    context = httpx.create_ssl_context()
    context.load_default_certs()
    if more.strip():
        try:
            context.load_verify_locations(cadata=more)
        except ssl.SSLError as error:
            raise InvalidSetting("The file of authorities has no certificate in PEM form.") from error
    return context


def _named_file(variable: str) -> str:
    path = os.environ.get(variable)
    return _text(path, variable) if path else ""


def _text(path: str | os.PathLike[str], what: str) -> str:
    try:
        return Path(path).read_text()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no text"
        raise InvalidSetting(f"Cannot read {path} ({what}): {reason}") from error


@dataclass(frozen=True)
class Retry:
    """How often, and after how many seconds, a request is sent again that another try can help."""

    attempts: int = 5
    first: float = 0.5
    most: float = 30.0
    longest: float = 300.0
    """the longest Retry-After that is waited for, but for a place in the queue"""
    queue: float = 900.0
    """how long to wait, in all, for a place in a full queue; those tries are not counted"""

    def delay(self, attempt: int, retry_after: str | None = None) -> float | None:
        """Returns the seconds to wait after the attempt of that number, from 1; None to give up."""
        if attempt >= self.attempts:
            return None
        asked = seconds(retry_after)
        if asked is None:
            return float(min(self.most, self.first * 2 ** (attempt - 1)) * random.uniform(0.5, 1))
        return asked * random.uniform(1, 1.1) if asked <= self.longest else None

    def queue_delay(self, waited: float, retry_after: str | None = None) -> float | None:
        """Returns the seconds to wait for a place in a full queue after those that were waited; None to give up."""
        asked = seconds(retry_after)
        if asked is None:
            asked = self.most
        # Who answers that it may be at once must not be asked without end; a place is kept for some seconds only.
        delay = max(asked, self.first) + random.uniform(0, 1)
        return delay if waited + delay <= self.queue else None


def seconds(retry_after: str | None) -> float | None:
    """Reads the header Retry-After, a number of seconds or a date."""
    if retry_after is None:
        return None
    if retry_after.strip().isdecimal():
        return float(retry_after)
    try:
        then = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    if then.tzinfo is None:
        then = then.replace(tzinfo=timezone.utc)
    return max(0.0, (then - datetime.now(timezone.utc)).total_seconds())
