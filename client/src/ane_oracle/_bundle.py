"""What is uploaded: a model's file as it is, or its folder as a tar that exists only while it is sent."""

from __future__ import annotations

import hashlib
import os
import stat
import tarfile
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ._exceptions import ModelFileError

CHUNK = 256 * 1024
ARCHIVES = (".zip", ".tar", ".tar.gz", ".tgz")
BLOCK = tarfile.BLOCKSIZE


@dataclass(frozen=True)
class Entry:
    """A regular file of a model, on the disk or in memory."""

    path: str
    size: int
    source: Path | bytes

    def read(self) -> Iterator[bytes]:
        """Yields the content, and refuses one that is not as long as it was."""
        if isinstance(self.source, bytes):
            yield self.source
            return
        left = self.size
        try:
            with open(self.source, "rb", buffering=0) as file:
                while chunk := file.read(CHUNK):
                    left -= len(chunk)
                    if left < 0:
                        break
                    yield chunk
        except OSError as error:
            raise ModelFileError(f"Cannot read {self.source}: {error.strerror}") from error
        if left:
            raise ModelFileError(f"{self.source} changed while it was read; is something still writing it?")


@dataclass(frozen=True)
class Bundle:
    """A model on this machine, ready to be hashed and sent, as often as need be."""

    name: str
    entries: tuple[Entry, ...]
    folder: bool

    @property
    def filename(self) -> str:
        """The name to send it under."""
        return f"{self.name}.tar" if self.folder else self.name

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(entry.size for entry in self.entries)

    @property
    def length(self) -> int:
        """Bytes to be sent."""
        if not self.folder:
            return self.size
        return sum(len(self._header(e)) + e.size + -e.size % BLOCK for e in self.entries) + 2 * BLOCK

    def content(self) -> Iterator[bytes]:
        """Yields what is sent: for one folder always the same bytes."""
        if not self.folder:
            yield from self.entries[0].read()
            return
        for entry in self.entries:
            yield self._header(entry)
            yield from entry.read()
            yield bytes(-entry.size % BLOCK)
        yield bytes(2 * BLOCK)

    def digest(self, report: Callable[[int], None] = lambda _: None) -> str | None:
        """Returns the model's digest; None for an archive, whose content is not looked at."""
        if not self.folder and self.name.lower().endswith(ARCHIVES):
            return None
        done = 0
        lines = hashlib.sha256()
        for entry in self.entries:
            file = hashlib.sha256()
            for chunk in entry.read():
                file.update(chunk)
                done += len(chunk)
                report(done)
            if not self.folder:
                return f"sha256:{file.hexdigest()}"
            lines.update(f"{entry.path}\0{entry.size}\0{file.hexdigest()}\n".encode())
        return f"sha256:{lines.hexdigest()}"

    def _header(self, entry: Entry) -> bytes:
        info = tarfile.TarInfo(f"{self.name}/{entry.path}")
        info.size = entry.size
        return info.tobuf(tarfile.PAX_FORMAT)


def open_bundle(model: object) -> Bundle:
    """Makes a bundle of a path or of a model of coremltools."""
    if isinstance(model, (str, os.PathLike)):
        return _of_path(Path(model).expanduser())
    if hasattr(model, "get_spec"):
        from ._coremltools import of_model

        return of_model(model)
    raise TypeError(f"A model is a path or an MLModel of coremltools, not {type(model).__name__}.")


def _of_path(path: Path) -> Bundle:
    try:
        mode = path.stat().st_mode
    except OSError as error:
        raise ModelFileError(f"Cannot read {path}: {error.strerror}") from error
    name = _nfc(path.resolve().name if path.name in ("", "..") else path.name)
    if stat.S_ISDIR(mode):
        return Bundle(name, files(path), folder=True)
    if not stat.S_ISREG(mode):
        raise ModelFileError(f"{path} is neither a file nor a folder.")
    return Bundle(name, (Entry(name, path.stat().st_size, path),), folder=False)


def files(root: Path) -> tuple[Entry, ...]:
    """Returns the files of a package, sorted by the bytes of their paths.

    Links are followed, since download caches keep models as links; what Macs add is left out.
    """
    found = sorted(_walk(root, "", frozenset()), key=lambda entry: entry.path.encode())
    if not found:
        raise ModelFileError(f"The folder {root} is empty.")
    return tuple(found)


def _walk(folder: Path, prefix: str, above: frozenset[tuple[int, int]]) -> Iterator[Entry]:
    try:
        here = folder.stat()
        if (here.st_dev, here.st_ino) in above:
            raise ModelFileError(f"{folder} is a link to a folder that it lies in.")
        children = list(folder.iterdir())
    except OSError as error:
        raise ModelFileError(f"Cannot read {folder}: {error.strerror}") from error
    for child in children:
        if child.name in ("__MACOSX", ".DS_Store") or child.name.startswith("._"):
            continue
        path = prefix + _nfc(child.name)
        try:
            status = child.stat()
        except OSError as error:
            raise ModelFileError(f"Cannot read {child}: {error.strerror}") from error
        if stat.S_ISDIR(status.st_mode):
            yield from _walk(child, path + "/", above | {(here.st_dev, here.st_ino)})
        elif stat.S_ISREG(status.st_mode):
            yield Entry(path, status.st_size, child)
        else:
            raise ModelFileError(f"{child} is neither a file nor a folder.")


def _nfc(name: str) -> str:
    try:
        name.encode()
    except UnicodeEncodeError as error:
        raise ModelFileError(f"The name {name!r} is not Unicode; rename it.") from error
    return unicodedata.normalize("NFC", name)
