"""Keeps what was answered in a folder: a JSON file a model, and a summary."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

from ._exceptions import InvalidSetting

SUMMARY = "summary.json"


class Results:
    """The folder; each answer is there as soon as it is known, and no file is ever there by half."""

    def __init__(self, folder: str, total: int) -> None:
        self._folder = Path(folder).expanduser()
        self._total = total
        self._models: list[dict[str, Any]] = []
        # Nothing is sent where nothing could be kept.
        self._summarize(None)

    def add(self, name: str, answer: dict[str, Any]) -> None:
        """Keeps what came of a model."""
        file = f"{name}.json" if f"{name}.json" != SUMMARY else f"{name}.model.json"
        self._write(file, answer)
        evaluation, error = answer["evaluation"] or {}, answer["error"] or {}
        verdict = evaluation.get("verdict") or {}
        told = {key: verdict.get(key) for key in ("status", "basis", "operationShare", "summary")}
        self._models.append(
            {"name": name, "file": file, "exitCode": answer["exitCode"], "id": evaluation.get("id"), **told}
            | {"error": error.get("detail")}
        )
        self._summarize(None)

    def end(self, code: int) -> None:
        """Says that this is all, and the exit code of all."""
        self._summarize(code)

    def _summarize(self, code: int | None) -> None:
        counts = Counter(model["status"] or "ERROR" for model in self._models)
        summary = {
            "complete": code is not None,
            "exitCode": code,
            "total": self._total,
            "counts": dict(sorted(counts.items())),
            "models": self._models,
        }
        self._write(SUMMARY, summary)

    def _write(self, name: str, value: Any) -> None:
        path = self._folder / name
        part = path.with_name(path.name + ".part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            # A name that is no Unicode becomes escapes that JSON knows.
            part.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", "utf-8", "backslashreplace")
            os.replace(part, path)
        except OSError as error:
            who = f" as user {os.getuid()}" if hasattr(os, "getuid") else ""
            raise InvalidSetting(f"Cannot write {path}{who}: {error.strerror}") from error
