"""Which models a command line means."""

import os
import tarfile
import zipfile
from pathlib import Path

import pytest

from ane_oracle import InvalidSetting, ModelFileError
from ane_oracle._found import find


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder as training leaves it: models, archives of models, and much else."""
    top = tmp_path / "runs"
    for name in ("first/Model.mlpackage/Data", "second/Model.mlmodelc/weights", "second/Renamed", ".cache", "empty"):
        (top / name).mkdir(parents=True)
    for name in (
        "Small.mlmodel",
        "first/Model.mlpackage/Manifest.json",
        "first/Model.mlpackage/Data/model.mlmodel",
        "second/Model.mlmodelc/coremldata.bin",
        "second/Renamed/Manifest.json",
        ".cache/Hidden.mlmodel",
        "first/._Model.mlmodel",
        "weights.pt",
    ):
        (top / name).write_text(name)
    with zipfile.ZipFile(top / "first/packed.zip", "w") as archive:
        archive.writestr("Model.mlpackage/Manifest.json", "{}")
    with zipfile.ZipFile(top / "first/images.zip", "w") as archive:
        archive.writestr("images/1.png", "")
    with tarfile.open(top / "packed.tar.gz", "w:gz") as tar:
        tar.add(top / "second/Model.mlmodelc", "Model.mlmodelc")
    with tarfile.open(top / "logs.tar", "w") as tar:
        tar.add(top / "weights.pt", "logs/weights.pt")
    (top / "broken.zip").write_text("no zip")
    return top


def test_all_models_below_a_folder_are_found_and_nothing_else(folder: Path) -> None:
    assert [found.name for found in find([str(folder)], recursive=True)] == [
        "Small.mlmodel",
        "broken.zip",
        "packed.tar.gz",
        "first/Model.mlpackage",
        "first/packed.zip",
        "second/Model.mlmodelc",
        "second/Renamed",
    ]


def test_links_are_followed_but_not_in_circles(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "blob").write_text("model")
    os.symlink(tmp_path / "blob", folder / "empty/Linked.mlmodel")
    os.symlink(folder, folder / "empty/again")
    found = [each.name for each in find([str(folder)], recursive=True)]
    assert "empty/Linked.mlmodel" in found and len(found) == 8


def test_a_folder_that_is_no_model_is_not_sent_by_mistake(folder: Path) -> None:
    with pytest.raises(InvalidSetting, match="--recursive"):
        find([str(folder)], recursive=False)
    (renamed,) = find([str(folder / "second/Renamed")], recursive=False)
    assert renamed.name == "Renamed"


def test_a_folder_without_models_passes_for_nothing(folder: Path) -> None:
    with pytest.raises(ModelFileError, match="no model below"):
        find([str(folder / "empty")], recursive=True)


def test_no_two_models_have_the_same_name(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other/Small.mlmodel").write_text("other")
    given = [str(folder / "Small.mlmodel"), str(tmp_path / "other/Small.mlmodel"), str(folder)]
    names = [found.name for found in find(given, recursive=True)]
    assert names[:2] == ["runs/Small.mlmodel", "other/Small.mlmodel"]
    assert len(set(names)) == len(names) == 8


def test_what_is_not_there_keeps_its_place(tmp_path: Path) -> None:
    (found,) = find([str(tmp_path / "gone.mlmodel")], recursive=False)
    assert (found.path, found.name) == (str(tmp_path / "gone.mlmodel"), "gone.mlmodel")
