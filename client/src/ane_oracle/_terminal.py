"""What a terminal shows: colours, a line of progress, tables."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from typing import TextIO

from ._progress import Progress

COLOURS = {"FULL": "32", "PARTIAL": "33", "NONE": "31", "UNDETERMINED": "35", "FAILED": "31", "passed": "32"}
WIDTH = 24


def coloured(text: str, stream: TextIO) -> str:
    """Returns a word in its colour where the stream is a terminal and NO_COLOR does not forbid it."""
    colour = COLOURS.get(text.strip())
    if not colour or not stream.isatty() or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return text
    return f"\x1b[{colour}m{text}\x1b[0m"


def table(rows: Sequence[Sequence[str]], stream: TextIO) -> str:
    """Returns rows as aligned columns, the first row being their heads."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return "\n".join(
        "  ".join(coloured(cell.ljust(width), stream) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


class ProgressLine:
    """One line on a terminal's standard error, written over as things go on; nothing elsewhere."""

    def __init__(self, name: str, stream: TextIO | None = None) -> None:
        self._name = name
        self._stream = stream or sys.stderr
        self._on = self._stream.isatty() and os.environ.get("TERM") != "dumb"
        self._last = ""

    def __call__(self, progress: Progress) -> None:
        """Shows a report; where nothing can be written over, only that the queue is full, and that once."""
        if not self._on:
            if progress.stage == "waiting" and not self._last:
                self._last = describe(progress)
                print(f"ane-oracle: {self._name}: {self._last}", file=self._stream)
            return
        text = f"{self._name}: {describe(progress)}"[: shutil.get_terminal_size().columns - 1]
        if text != self._last:
            self._stream.write(f"\r\x1b[K{text}")
            self._stream.flush()
            self._last = text

    def clear(self) -> None:
        """Takes the line away."""
        if self._on and self._last:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
            self._last = ""


def describe(progress: Progress) -> str:
    """Returns a report in words."""
    if progress.stage in ("hashing", "uploading"):
        share = progress.done / progress.total if progress.total else 1.0
        bar = "#" * int(share * WIDTH)
        return f"{progress.stage} [{bar:<{WIDTH}}] {size(progress.done)} of {size(progress.total)}"
    if progress.stage == "queued" and progress.queue_position is not None:
        return f"queued, number {progress.queue_position} in the queue"
    if progress.stage == "waiting":
        return "the queue is full, waiting for a place"
    if progress.phase:
        return progress.phase.lower().replace("_", " ")
    return progress.stage


def size(count: float) -> str:
    """Returns bytes as people read them."""
    for unit in ("B", "KiB", "MiB"):
        if count < 1024:
            return f"{count:.0f} {unit}" if unit == "B" else f"{count:.1f} {unit}"
        count /= 1024
    return f"{count:.1f} GiB"
