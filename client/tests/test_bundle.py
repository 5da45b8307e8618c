import io
import json
import os
import tarfile
from pathlib import Path
from typing import Any

import pytest
import service

from ane_oracle import ModelFileError
from ane_oracle._bundle import open_bundle

VECTORS = json.loads((service.ROOT / "openapi/digest-vectors.json").read_text())["vectors"]


@pytest.mark.parametrize("vector", VECTORS, ids=[v["description"] for v in VECTORS])
def test_digests_are_those_of_the_test_vectors(vector: dict[str, Any], tmp_path: Path) -> None:
    root = tmp_path / "M.mlpackage"
    for file in vector["files"]:
        path = root / file["path"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file["text"].encode())
    model = root if vector["kind"] == "directory" else root / vector["files"][0]["path"]
    assert open_bundle(model).digest() == vector["digest"]


def test_a_folder_is_sent_as_a_tar_of_its_files(package: Path) -> None:
    content = b"".join(open_bundle(package).content())
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        for member in archive:
            unpacked = archive.extractfile(member)
            assert unpacked and unpacked.read() == (package.parent / member.name).read_bytes()
        assert len(archive.getnames()) == 3


def test_a_folder_is_sent_as_the_same_bytes_whatever_its_times_and_order(package: Path, tmp_path: Path) -> None:
    first = b"".join(open_bundle(package).content())
    copy = tmp_path / "copy" / package.name
    for file in sorted((f for f in package.rglob("*") if f.is_file()), reverse=True):
        target = copy / file.relative_to(package)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.read_bytes())
        os.utime(target, (1, 1))
    assert b"".join(open_bundle(copy).content()) == first


@pytest.mark.parametrize("name", ["short", "n" * 120, "Modèle"])
def test_the_length_is_known_before_anything_is_sent(name: str, tmp_path: Path) -> None:
    root = tmp_path / "M.mlpackage"
    root.mkdir()
    for size in (0, 1, 511, 512, 513):
        (root / f"{name}{size}").write_bytes(bytes(size))
    bundle = open_bundle(root)
    assert bundle.length == sum(map(len, bundle.content()))


def test_links_are_followed(package: Path, tmp_path: Path) -> None:
    digest = open_bundle(package).digest()
    blob = tmp_path / "blob"
    weights = package / "Data/com.apple.CoreML/weights/weight.bin"
    weights.rename(blob)
    weights.symlink_to(blob)
    assert open_bundle(package).digest() == digest


def test_a_link_to_a_folder_above_is_refused(package: Path) -> None:
    (package / "Data/loop").symlink_to(package)
    with pytest.raises(ModelFileError, match="lies in"):
        open_bundle(package)


def test_a_broken_link_is_named(package: Path) -> None:
    (package / "Data/gone").symlink_to(package / "nowhere")
    with pytest.raises(ModelFileError, match="gone"):
        open_bundle(package)


def test_a_named_pipe_is_refused(package: Path) -> None:
    os.mkfifo(package / "pipe")
    with pytest.raises(ModelFileError, match="neither a file nor a folder"):
        open_bundle(package)


@pytest.mark.parametrize("change", [b"", b"longer than it was" * 2000])
def test_a_file_that_changes_while_it_is_read_is_refused(change: bytes, package: Path) -> None:
    bundle = open_bundle(package)
    (package / "Data/com.apple.CoreML/weights/weight.bin").write_bytes(change)
    with pytest.raises(ModelFileError, match="changed"):
        b"".join(bundle.content())


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match=r"gone\.mlmodel: No such file"):
        open_bundle(tmp_path / "gone.mlmodel")


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match="empty"):
        open_bundle(tmp_path)


def test_what_is_no_model_is_refused() -> None:
    with pytest.raises(TypeError, match="not int"):
        open_bundle(7)


def test_an_archive_has_no_digest_of_its_own() -> None:
    assert open_bundle(service.ROOT / "examples/TinyProgram.mlpackage.zip").digest() is None
