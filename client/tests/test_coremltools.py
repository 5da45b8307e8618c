"""With coremltools where it is installed: models go as they stand in memory."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import pytest
from conftest import CLASSIFIER

from ane_oracle import Client
from ane_oracle._bundle import open_bundle

pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="session")
def tools() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return pytest.importorskip("coremltools", reason="coremltools is not installed: no models from memory")


@pytest.fixture
def program(tools: Any) -> Any:
    """Returns an ML Program that was never saved, with weights."""
    import numpy

    builder = tools.converters.mil.Builder

    @builder.program(input_specs=[builder.TensorSpec(shape=(1, 8, 16, 16))])  # type: ignore[untyped-decorator]
    def network(x: Any) -> Any:
        weights = numpy.random.default_rng(1).random((8, 8, 3, 3), dtype=numpy.float32)
        return builder.relu(x=builder.conv(x=x, weight=weights, pad_type="same"))

    return tools.convert(network, convert_to="mlprogram")


def test_a_model_that_was_never_saved_gets_a_verdict(program: Any, client: Client) -> None:
    evaluation = client.evaluate(program, target="M1@13")
    assert evaluation.verdict and evaluation.verdict.status == "FULL"
    assert evaluation.model.name == "Model.mlpackage"


def test_a_package_goes_as_it_lies_on_the_disk(package: Path, tools: Any) -> None:
    model = tools.models.MLModel(str(package), skip_model_load=True)
    bundle = open_bundle(model)
    assert bundle == open_bundle(package)


def test_what_was_edited_in_memory_goes_with_the_weights_of_the_disk(
    package: Path, tools: Any, client: Client, tmp_path: Path
) -> None:
    model = tools.models.MLModel(str(package), skip_model_load=True)
    tools.utils.rename_feature(model.get_spec(), "image", "picture")
    model.user_defined_metadata["edited"] = "yes"
    bundle = open_bundle(model)
    assert bundle.digest() != open_bundle(package).digest()
    model.save(str(tmp_path / "saved" / package.name))
    assert client.evaluate(model).model.digest == bundle.digest()
    saved = {entry.path for entry in open_bundle(tmp_path / "saved" / package.name).entries}
    assert {entry.path for entry in bundle.entries} == saved


def test_a_neural_network_goes_from_memory(tools: Any, client: Client) -> None:
    model = tools.models.MLModel(str(CLASSIFIER), skip_model_load=True)
    evaluation = client.evaluate(model, target="M1@12")
    assert evaluation.model.digest == open_bundle(CLASSIFIER).digest()
    assert open_bundle(model).name == "Model.mlmodel"
    assert [output.name for output in evaluation.model.outputs] == ["labelProbability", "label"]
