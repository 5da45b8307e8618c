"""Makes a bundle of coremltools' MLModel, as it stands in memory, without saving it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ._bundle import Bundle, Entry, files


def of_model(model: Any) -> Bundle:
    """Returns the bundle that the model would be if it were saved now."""
    specification = model.get_spec()
    package = getattr(model, "package_path", None)
    if not package:
        return Bundle("Model.mlmodel", (_entry("Model.mlmodel", specification),), folder=False)
    folder = Path(package)
    # A package of coremltools' own lies in a temporary folder of a random name.
    name = "Model.mlpackage" if getattr(model, "is_temp_package", False) else folder.name
    path = _specification_path(folder)
    entries = files(folder)
    if _unchanged(folder / path, specification):
        return Bundle(name, entries, folder=True)
    # Weights stay where they are; the description may have been edited since it was loaded.
    return Bundle(
        name,
        tuple(_entry(path, specification) if entry.path == path else entry for entry in entries),
        folder=True,
    )


def _entry(path: str, specification: Any) -> Entry:
    content: bytes = specification.SerializeToString(deterministic=True)
    return Entry(path, len(content), content)


def _unchanged(path: Path, specification: Any) -> bool:
    on_disk = type(specification)()
    on_disk.ParseFromString(path.read_bytes())
    return bool(on_disk == specification)


def _specification_path(folder: Path) -> str:
    manifest = json.loads((folder / "Manifest.json").read_bytes())
    root = manifest["itemInfoEntries"][manifest["rootModelIdentifier"]]["path"]
    return f"Data/{root}"
