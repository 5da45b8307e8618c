"""Finds the models that a command line means: those that it names, and those below the folders that it names."""

from __future__ import annotations

import os
import tarfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import NoReturn

from ._bundle import ARCHIVES
from ._exceptions import InvalidSetting, ModelFileError

FILE, FOLDERS = ".mlmodel", (".mlpackage", ".mlmodelc")
MARKS = ("Manifest.json", "coremldata.bin", "model.espresso.net", "model.mil")
"""Files at the top of a package or a compiled model."""

FIRST_OF_A_TAR = 10
"""How many entries of a tar are looked at: it has no list of them, so to see all is to read it all."""


@dataclass(frozen=True)
class Found:
    """A model to be asked about."""

    path: str
    name: str
    """the file's or, below a folder that was looked through, its path there; no two models have the same"""


def find(given: Sequence[str], recursive: bool) -> list[Found]:
    """Returns each model once, in the order of the command line and of names below a folder."""
    found: dict[str, Found] = {}
    for text in given:
        path = Path(text).expanduser()
        folder = os.path.isdir(path) and not _is_model(path)
        if folder and not recursive:
            raise InvalidSetting(f"{path} is a folder, but no model; --recursive takes every model below it.")
        below = list(_below(path)) if folder else [path]
        if not below:
            raise ModelFileError(f"There is no model below {path}.")
        top = path if folder else os.path.dirname(os.path.abspath(path))
        for each in below:
            found.setdefault(os.path.abspath(each), Found(str(each), os.path.relpath(each, top)))
    if len({each.name for each in found.values()}) == len(found):
        return list(found.values())
    common = os.path.commonpath([os.path.dirname(whole) for whole in found])
    return [Found(each.path, os.path.relpath(whole, common)) for whole, each in found.items()]


def _below(top: Path) -> Iterator[Path]:
    seen = set()
    for folder, folders, files in os.walk(top, onerror=_unreadable, followlinks=True):
        status = os.stat(folder)
        if (status.st_dev, status.st_ino) in seen:
            folders.clear()
            continue
        seen.add((status.st_dev, status.st_ino))
        here = {name: Path(folder, name) for name in sorted([*folders, *files]) if not _hidden(name)}
        models = {name for name in folders if name in here and _is_model(here[name])}
        folders[:] = [name for name in here if name in folders and name not in models]
        yield from (path for name, path in here.items() if name in models or (name in files and _is_file(path)))


def _unreadable(error: OSError) -> NoReturn:
    raise ModelFileError(f"Cannot read {error.filename}: {error.strerror}") from error


def _hidden(name: str) -> bool:
    return name.startswith(".") or name == "__MACOSX"


def _is_model(folder: Path) -> bool:
    return folder.suffix in FOLDERS or any(os.path.isfile(folder / mark) for mark in MARKS)


def _is_file(path: Path) -> bool:
    return path.suffix == FILE or (path.name.lower().endswith(ARCHIVES) and _holds_model(path))


def _holds_model(archive: Path) -> bool:
    try:
        if archive.suffix.lower() == ".zip":
            with zipfile.ZipFile(archive) as zipped:
                return _names_model(zipped.namelist())
        with tarfile.open(archive, "r|*") as tar:
            return _names_model(entry.name for entry in islice(tar, FIRST_OF_A_TAR))
    except (OSError, EOFError, ValueError, NotImplementedError, zipfile.BadZipFile, tarfile.TarError, zlib.error):
        # Perhaps it was to be a model; the service says what is wrong with it.
        return True


def _names_model(names: Iterable[str]) -> bool:
    paths = (PurePosixPath(name) for name in names)
    return any(path.name in MARKS or any(part.endswith((FILE, *FOLDERS)) for part in path.parts) for path in paths)
