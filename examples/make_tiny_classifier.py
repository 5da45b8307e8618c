"""Makes TinyClassifier.mlmodel, and its twin TinyProgram.mlpackage.zip, beside this file.

Run it with `pip install coremltools==9.0 && python make_tiny_classifier.py`; it needs no Mac.

TinyClassifier is a small image classifier with random weights: it knows nothing, but it has what a
real one has, from the image input to the label. TinyProgram is the same network as an ML Program.
The same versions of the libraries make the same bytes again.
"""

import json
import pathlib
import tempfile
import zipfile

import coremltools as ct
import numpy as np
from coremltools.converters.mil import Builder as mb
from coremltools.models import datatypes
from coremltools.models.neural_network import NeuralNetworkBuilder

HERE = pathlib.Path(__file__).parent
LABELS = ["circle", "cross", "heart", "moon", "ring", "square", "star", "triangle"]
SIDE = 32
SEED = 20260101


def weights():
    """Returns the weights, each drawn from one seeded generator in a fixed order."""
    random = np.random.default_rng(SEED)

    def draw(*shape):
        scale = np.sqrt(2.0 / np.prod(shape[1:]))
        return (random.standard_normal(shape) * scale).astype(np.float32)

    return {
        "conv1": draw(8, 3, 3, 3),
        "conv2": draw(16, 8, 3, 3),
        "dense": draw(len(LABELS), 16 * 8 * 8),
    }


def classifier():
    """Makes the neural network classifier."""
    w = weights()
    builder = NeuralNetworkBuilder(
        input_features=[("image", datatypes.Array(3, SIDE, SIDE))],
        output_features=[("labelProbability", None)],
        mode="classifier",
    )

    def convolution(name, source, target):
        out_channels, in_channels = w[name].shape[:2]
        builder.add_convolution(
            name=name,
            kernel_channels=in_channels,
            output_channels=out_channels,
            height=3,
            width=3,
            stride_height=1,
            stride_width=1,
            border_mode="same",
            groups=1,
            W=w[name].transpose(2, 3, 1, 0),
            b=np.zeros(out_channels, dtype=np.float32),
            has_bias=True,
            input_name=source,
            output_name=f"{name}_out",
        )
        builder.add_activation(
            name=f"{name}_relu",
            non_linearity="RELU",
            input_name=f"{name}_out",
            output_name=f"{name}_relu_out",
        )
        builder.add_pooling(
            name=f"{name}_pool",
            height=2,
            width=2,
            stride_height=2,
            stride_width=2,
            layer_type="MAX",
            padding_type="VALID",
            input_name=f"{name}_relu_out",
            output_name=target,
        )

    convolution("conv1", "image", "conv1_pooled")
    convolution("conv2", "conv1_pooled", "conv2_pooled")
    builder.add_flatten(
        name="flatten", mode=0, input_name="conv2_pooled", output_name="flat"
    )
    builder.add_inner_product(
        name="dense",
        W=w["dense"],
        b=np.zeros(len(LABELS), dtype=np.float32),
        input_channels=16 * 8 * 8,
        output_channels=len(LABELS),
        has_bias=True,
        input_name="flat",
        output_name="dense_out",
    )
    builder.add_softmax(
        name="softmax", input_name="dense_out", output_name="labelProbability"
    )
    builder.set_class_labels(LABELS, predicted_feature_name="label")
    builder.set_pre_processing_parameters(
        image_input_names=["image"], is_bgr=False, image_scale=1 / 255.0
    )
    described(builder.spec.description.metadata)
    return builder.spec


def described(metadata):
    """Says in the model what it is."""
    metadata.shortDescription = "A tiny image classifier with random weights"
    metadata.author = "ANE Oracle"
    metadata.license = "Apache-2.0"
    metadata.versionString = "1"


def program(directory):
    """Makes the same network as an ML Program and returns the package's folder."""
    w = weights()

    @mb.program(
        input_specs=[mb.TensorSpec(shape=(1, 3, SIDE, SIDE))],
        opset_version=ct.target.iOS15,
    )
    def network(image):
        x = image
        for name in ("conv1", "conv2"):
            x = mb.conv(x=x, weight=w[name], pad_type="same", name=name)
            x = mb.relu(x=x, name=f"{name}_relu")
            x = mb.max_pool(
                x=x,
                kernel_sizes=[2, 2],
                strides=[2, 2],
                pad_type="valid",
                name=f"{name}_pool",
            )
        x = mb.reshape(x=x, shape=[1, 16 * 8 * 8], name="flatten")
        x = mb.linear(
            x=x,
            weight=w["dense"],
            bias=np.zeros(len(LABELS), dtype=np.float32),
            name="dense",
        )
        return mb.softmax(x=x, axis=-1, name="probabilities")

    model = ct.convert(
        network, minimum_deployment_target=ct.target.iOS15, skip_model_load=True
    )
    spec = model.get_spec()
    described(spec.description.metadata)
    spec.description.metadata.userDefined.clear()
    package = directory / "TinyProgram.mlpackage"
    ct.models.MLModel(
        spec, weights_dir=model.weights_dir, skip_model_load=True
    ).save(str(package))
    specification = next(package.rglob("*.mlmodel"))
    specification.write_bytes(spec.SerializeToString(deterministic=True))
    return package


def zipped(package, target):
    """Packs a folder with fixed times and order, and fixed identifiers in its manifest."""
    manifest = package / "Manifest.json"
    text = manifest.read_text(encoding="utf-8")
    entries = json.loads(text)["itemInfoEntries"]
    for number, key in enumerate(sorted(entries, key=lambda k: entries[k]["path"])):
        text = text.replace(key, f"00000000-0000-4000-8000-{number + 1:012d}")
    content = json.loads(text)
    content["itemInfoEntries"] = dict(sorted(content["itemInfoEntries"].items()))
    manifest.write_text(json.dumps(content, indent=4) + "\n", encoding="utf-8")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(p for p in package.rglob("*") if p.is_file()):
            name = f"{package.name}/{file.relative_to(package).as_posix()}"
            entry = zipfile.ZipInfo(name, date_time=(2026, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, file.read_bytes())


def main():
    spec = classifier()
    target = HERE / "TinyClassifier.mlmodel"
    target.write_bytes(spec.SerializeToString(deterministic=True))
    with tempfile.TemporaryDirectory() as directory:
        package = program(pathlib.Path(directory))
        zipped(package, HERE / "TinyProgram.mlpackage.zip")


if __name__ == "__main__":
    main()
