"""Makes frozen dataclasses of JSON. Members that a class does not know are left out, so that replies may grow."""

from __future__ import annotations

import dataclasses
import functools
import re
import types
import typing
from datetime import datetime, timezone
from typing import Any, TypeVar

T = TypeVar("T")


class Malformed(ValueError):
    """The JSON is not that of the class."""


def decode(cls: type[T], value: Any) -> T:
    """Returns `value`, as it came out of JSON, as an instance of the dataclass `cls`."""
    return typing.cast(T, _decode(cls, value, cls.__name__))


def _decode(kind: Any, value: Any, where: str) -> Any:
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return None if value is None else _decode(arguments[0], value, where)
    if origin is tuple:
        return tuple(_decode(arguments[0], item, where) for item in _require(list, value, where))
    if origin is dict:
        members = _require(dict, value, where)
        return {name: _decode(arguments[1], member, f"{where}.{name}") for name, member in members.items()}
    if dataclasses.is_dataclass(kind):
        return _decode_object(typing.cast(type, kind), _require(dict, value, where), where)
    if kind is datetime:
        return timestamp(_require(str, value, where))
    if kind is float:
        return float(_require((int, float), value, where))
    if kind in (str, int, bool):
        return _require(kind, value, where)
    return value


def _decode_object(cls: type, value: dict[str, Any], where: str) -> Any:
    values: dict[str, Any] = {}
    for field, name, kind in _members(cls):
        if name == "*":
            values[field.name] = value
        elif name in value and (value[name] is not None or _nullable(kind)):
            values[field.name] = _decode(kind, value[name], f"{where}.{name}")
        elif field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
            raise Malformed(f"{where} has no '{name}'")
    return cls(**values)


@functools.cache
def _members(cls: Any) -> tuple[tuple[dataclasses.Field[Any], str, Any], ...]:
    kinds = typing.get_type_hints(cls)
    return tuple(
        (field, field.metadata.get("json", camel(field.name)), kinds[field.name]) for field in dataclasses.fields(cls)
    )


def camel(name: str) -> str:
    """Returns a name of Python's as it is in JSON."""
    return re.sub(r"_(\w)", lambda found: found.group(1).upper(), name)


def timestamp(text: str) -> datetime:
    """Reads RFC 3339 with any number of digits behind the seconds; Python 3.10 takes three or six only."""
    found = re.fullmatch(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?Z", text)
    if not found:
        raise Malformed(f"'{text}' is not a time in UTC")
    fraction = ((found.group(2) or ".0")[1:] + "000000")[:6]
    return datetime.fromisoformat(f"{found.group(1)}.{fraction}").replace(tzinfo=timezone.utc)


def _nullable(kind: Any) -> bool:
    return type(None) in typing.get_args(kind)


def _require(kind: Any, value: Any, where: str) -> Any:
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise Malformed(f"{where} is {type(value).__name__}: {value!r:.80}")
    return value
