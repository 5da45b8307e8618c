"""The command `ane-oracle`."""

from __future__ import annotations

import argparse
import io
import itertools
import json
import os
import signal
import sys
import traceback
from typing import Any

from . import _exit
from ._arguments import parse
from ._check import check, row
from ._client import Client
from ._exceptions import AneOracleError
from ._terminal import table


def main(arguments: list[str] | None = None) -> int:
    """Runs the command and returns its exit code."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # The name of a file need not be Unicode, and is told all the same.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        return _run(parse(arguments))
    except AneOracleError as error:
        print(f"ane-oracle: {error}", file=sys.stderr)
        return _exit.code_of_error(error)
    except KeyboardInterrupt:
        print("ane-oracle: interrupted; what was accepted goes on: ane-oracle list", file=sys.stderr)
        return _exit.CANCELLED
    except BrokenPipeError:
        # Whoever read the output has gone; Python would complain once more when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _exit.INTERNAL
    except Exception as error:
        if os.environ.get("ANE_ORACLE_DEBUG"):
            traceback.print_exc()
        print(
            f"ane-oracle: a fault of this command: {type(error).__name__}: {error}; ANE_ORACLE_DEBUG=1 shows where",
            file=sys.stderr,
        )
        return _exit.INTERNAL


def _run(arguments: argparse.Namespace) -> int:
    with Client(arguments.url) as client:
        match arguments.command:
            case "check":
                code = check(client, arguments)
            case "list":
                code = _list(client, arguments)
            case "show":
                code = _show(client, arguments)
            case _:
                code = _host(client, arguments)
    sys.stdout.flush()
    return code


def _list(client: Client, arguments: argparse.Namespace) -> int:
    names = ("state", "verdict", "model", "label")
    filters = {name: getattr(arguments, name) for name in names if getattr(arguments, name)}
    found = list(itertools.islice(client.evaluations(**filters), arguments.limit))
    if arguments.json:
        _print_json([evaluation.raw for evaluation in found])
    else:
        heads = ["ID", "SUBMITTED", "MODEL", "VERDICT", "BASIS", "TARGET", "SHARE", "SEGMENTS"]
        lines = [[e.id, f"{e.submitted_at:%Y-%m-%d %H:%M}", e.model.name, *row(e)] for e in found]
        print(table([heads, *lines], sys.stdout))
    return 0


def _show(client: Client, arguments: argparse.Namespace) -> int:
    evaluation = client.get(arguments.id)
    filters = {"unit": arguments.unit} if arguments.unit else {}
    operations = list(client.operations(evaluation, **filters)) if arguments.operations or arguments.unit else []
    if arguments.json:
        extra = {"operations": [operation.raw for operation in operations]} if operations else {}
        _print_json({**evaluation.raw, **extra})
        return 0
    print(
        table(
            [
                ["MODEL", "STATE", "VERDICT", "BASIS", "TARGET", "SHARE", "SEGMENTS"],
                [evaluation.model.name, evaluation.state, *row(evaluation)],
            ],
            sys.stdout,
        )
    )
    if evaluation.verdict:
        print(f"\n{evaluation.verdict.summary}")
    if evaluation.failure:
        print(f"\n{evaluation.failure.code}: {evaluation.failure.message}")
    for segment in evaluation.segments:
        print(segment.key)
    for reason in evaluation.reasons:
        print(f"  {reason}")
    if operations:
        lines = [[str(o.index), o.name, o.type, o.unit, o.reason.message if o.reason else ""] for o in operations]
        print("\n" + table([["INDEX", "NAME", "TYPE", "UNIT", "REASON"], *lines], sys.stdout))
    return 0


def _host(client: Client, arguments: argparse.Namespace) -> int:
    hosts = client.hosts()
    if arguments.json:
        _print_json([host.raw for host in hosts])
        return 0
    rows = [["NODE", "CHIP", "SYSTEM", "ANE", "MEASURES"]]
    for host in hosts:
        ane = "-" if host.ane is None or not host.ane.present else host.ane.architecture or "present"
        measures = host.measures and host.raw.get("live", True) and not host.raw.get("maintenance")
        rows.append([host.node, host.chip, f"{host.os} {host.os_version}", ane, "yes" if measures else "no"])
    print(table(rows, sys.stdout))
    for host in hosts:
        if host.cannot_measure_because:
            print(f"\n{host.node}: {host.cannot_measure_because}")
        if notice := host.raw.get("maintenance"):
            print(f"\n{host.node}: in maintenance since {notice['since']}: {notice['reason'] or 'no reason given'}")
    return 0


def _print_json(value: Any) -> None:
    print(json.dumps(value, indent=2, ensure_ascii=False))
