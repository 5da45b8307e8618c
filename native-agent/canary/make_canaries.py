#!/usr/bin/env python3
"""Makes the two canaries: networks that Core ML has every reason to run on the Neural Engine.

Eight 3x3 convolutions of 64 channels at 256 x 256: 39 GFLOP in each prediction, so that the
engine saves well over two milliseconds against the CPU and Core ML's cost model sends it there;
few weights, so that the files stay small. The weights are a short repeated pattern: the numbers
do not matter, only that nothing can be folded away.

    pip install coremltools==9.0 && python3 make_canaries.py
"""

import json
import os
import shutil

import coremltools as ct
import numpy as np
from coremltools.converters.mil import Builder as mb
from coremltools.converters.mil.mil import types
from coremltools.models import datatypes
from coremltools.models.neural_network import NeuralNetworkBuilder
from coremltools.models.neural_network.quantization_utils import quantize_weights

CHANNELS, SIZE, LAYERS = 64, 256, 8
HERE = os.path.dirname(os.path.abspath(__file__))


def weights():
    """A pattern of 16 values around zero, so that activations neither die nor overflow in fp16."""
    count = CHANNELS * CHANNELS * 3 * 3
    pattern = (np.arange(16, dtype=np.float32) - 7.5) / 256.0
    return np.resize(pattern, count).reshape(CHANNELS, CHANNELS, 3, 3)


def classic(path):
    shape = datatypes.Array(CHANNELS, SIZE, SIZE)
    builder = NeuralNetworkBuilder([("x", shape)], [("y", shape)])
    name = "x"
    for i in range(LAYERS):
        builder.add_convolution(
            name=f"conv{i}", kernel_channels=CHANNELS, output_channels=CHANNELS, height=3, width=3,
            stride_height=1, stride_width=1, border_mode="same", groups=1,
            W=weights().transpose(2, 3, 1, 0), b=None, has_bias=False,
            input_name=name, output_name=f"c{i}")
        name = "y" if i == LAYERS - 1 else f"r{i}"
        builder.add_activation(f"relu{i}", "RELU", f"c{i}", name)
    spec = builder.spec
    spec.description.metadata.shortDescription = "Canary of ANE Oracle, as a neural network"
    # Half the size; the Neural Engine computes in fp16 anyway.
    halved = quantize_weights(ct.models.MLModel(spec, skip_model_load=True), 16)
    write(path, halved.get_spec() if hasattr(halved, "get_spec") else halved)


def program(path):
    # What macOS 12 can load; the inputs are fp32 there, and cast at the edge.
    spec = mb.TensorSpec(shape=(1, CHANNELS, SIZE, SIZE), dtype=types.fp32)

    @mb.program(input_specs=[spec], opset_version=ct.target.iOS15)
    def canary(x):
        shared = mb.const(val=weights(), name="weights")
        for i in range(LAYERS):
            x = mb.conv(x=x, weight=shared, pad_type="same", name=f"conv{i}")
            x = mb.relu(x=x, name="y" if i == LAYERS - 1 else f"relu{i}")
        return x

    model = ct.convert(
        canary, convert_to="mlprogram", compute_precision=ct.precision.FLOAT16,
        minimum_deployment_target=ct.target.iOS15, skip_model_load=True)
    model.short_description = "Canary of ANE Oracle, as an ML Program"
    shutil.rmtree(path, ignore_errors=True)
    model.save(path)
    name_entries(path)
    specification = os.path.join(path, "Data/com.apple.CoreML/model.mlmodel")
    write(specification, ct.utils.load_spec(path))


def write(path, spec):
    """Writes maps in a fixed order, which saving does not."""
    with open(path, "wb") as file:
        file.write(spec.SerializeToString(deterministic=True))
    os.chmod(path, 0o644)


def name_entries(path):
    """Gives the package's entries fixed names, so that the same bytes are made again."""
    manifest = os.path.join(path, "Manifest.json")
    with open(manifest) as file:
        content = json.load(file)
    names = {"model.mlmodel": "00000000-0000-4000-8000-000000000001",
             "weights": "00000000-0000-4000-8000-000000000002"}
    entries = {names[entry["name"]]: entry
               for entry in content["itemInfoEntries"].values()}
    content["itemInfoEntries"] = dict(sorted(entries.items()))
    content["rootModelIdentifier"] = names["model.mlmodel"]
    with open(manifest, "w") as file:
        json.dump(content, file, indent=4)
        file.write("\n")


if __name__ == "__main__":
    classic(os.path.join(HERE, "canary-classic.mlmodel"))
    program(os.path.join(HERE, "canary-program.mlpackage"))
