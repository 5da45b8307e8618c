"""How far an evaluation has come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Progress:
    """One report: `stage` is hashing, uploading, waiting (for a place in a full queue), queued, running or ended."""

    stage: str
    done: int = 0
    """bytes hashed or uploaded so far"""
    total: int = 0
    queue_position: int | None = None
    phase: str | None = None
    evaluation: str | None = None


Report = Callable[[Progress], None]
