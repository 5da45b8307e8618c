#!/usr/bin/env python3
"""Judges how the service reads models, by coremltools: interface, operations, names, types, shapes and parameters.

    judge-reading.py generate FOLDER   writes models that between them have every MIL operation and every layer
    judge-reading.py text FOLDER BUNDLE…
                                       writes the text of every ML Program among the bundles, as compiled models
    judge-reading.py compare DUMPS     compares what the reader wrote (a JSON object a line, by the test class ModelDump)
                                       with what coremltools reads of the same bundles, prints counts and differences

Needs a Python with coremltools 9. It does not read compiled bundles: those compared are the ones that "text" wrote,
beside the path of what they were written from.
"""

import collections
import json
import math
import pathlib
import sys

import numpy
from coremltools.proto import FeatureTypes_pb2, MIL_pb2, Model_pb2, NeuralNetwork_pb2

import miltext

SOURCE = "source.txt"
MOST_ELEMENTS = 1024
MOST_PRINTED = 40
WIDTHS = {"FLOAT16": "<f2", "INT8": "<i1", "UINT8": "<u1", "INT16": "<i2", "UINT16": "<u2", "INT32": "<i4",
          "UINT32": "<u4", "INT64": "<i8"}


CHOICES = {"NonlinearityType": "nonlinearity", "ConvolutionPaddingType": "paddingType",
           "PoolingPaddingType": "paddingType", "PaddingType": "paddingType"}


def load(bundle):
    """Returns the specification of an .mlmodel or .mlpackage. Of a package its file is read as it lies: coremltools'
    own way through the manifest refuses packages without their weights."""
    file = bundle
    if bundle.is_dir():
        manifest = json.loads((bundle / "Manifest.json").read_text(encoding="utf-8"))
        file = bundle / "Data" / manifest["itemInfoEntries"][manifest["rootModelIdentifier"]]["path"]
    spec = Model_pb2.Model()
    spec.ParseFromString(file.read_bytes())
    return spec


# ---- what coremltools reads, in the form of the reader's dump ------------------------------------------------------


def model(spec):
    kind = spec.WhichOneof("Type")
    face = spec.description
    default = face.defaultFunctionName
    if face.functions:
        face = next((f for f in face.functions if f.name == default), face.functions[0])
    dump = {
        "type": kind,
        "specificationVersion": spec.specificationVersion,
        "updatable": spec.isUpdatable,
        "inputs": [feature(f) for f in face.input],
        "outputs": [feature(f) for f in face.output],
        "states": [feature(f) for f in face.state],
        "predictedFeature": face.predictedFeatureName,
    }
    content = getattr(spec, kind)
    if kind.startswith("neuralNetwork"):
        dump["network"] = {"operations": [layer(item) for item in content.layers]}
    elif kind == "mlProgram":
        dump["functions"] = [function(name, content.functions[name]) for name in sorted(content.functions)]
        names = sorted(content.functions)
        wanted = face.name if spec.description.functions else default
        dump["defaultFunction"] = wanted if wanted in names else "main" if "main" in names else names[0]
    elif kind.startswith("pipeline"):
        pipeline = content if kind == "pipeline" else content.pipeline
        names = list(pipeline.names) + [""] * len(pipeline.models)
        dump["stages"] = [{"name": name, "model": model(part)} for name, part in zip(names, pipeline.models)]
    return dump


def feature(description):
    kind = description.type.WhichOneof("Type")
    dump = {"name": description.name, "optional": description.type.isOptional}
    if kind in ("multiArrayType", "stateType"):
        array = description.type.multiArrayType if kind == "multiArrayType" else description.type.stateType.arrayType
        element = FeatureTypes_pb2.ArrayFeatureType.ArrayDataType.Name(array.dataType)
        dump["element"] = {"DOUBLE": "FLOAT64", "INVALID_ARRAY_DATA_TYPE": "UNKNOWN"}.get(element, element)
        dump["shape"] = list(array.shape)
        dump["flexible"] = array.WhichOneof("ShapeFlexibility") is not None
        dump["type"] = "multiArray" if kind == "multiArrayType" else "state"
    elif kind == "imageType":
        image = description.type.imageType
        color = FeatureTypes_pb2.ImageFeatureType.ColorSpace.Name(image.colorSpace)
        dump.update(type="image", width=image.width, height=image.height, colorSpace=color,
                    channels=3 if color in ("RGB", "BGR") else 1,
                    flexible=image.WhichOneof("SizeFlexibility") is not None)
    elif kind == "dictionaryType":
        dump.update(type="dictionary", key=scalar(description.type.dictionaryType.WhichOneof("KeyType")))
    elif kind == "sequenceType":
        dump.update(type="sequence", element=scalar(description.type.sequenceType.WhichOneof("Type")))
    else:
        dump["type"] = scalar(kind)
    return dump


def scalar(kind):
    return "unknown" if kind is None else kind.replace("KeyType", "").replace("Type", "")


def function(name, content):
    constants = {}
    dump = block(name, content.block_specializations[content.opset], constants)
    dump["inputs"] = [tensor(item) for item in content.inputs]
    return dump


def block(name, content, constants):
    operations = []
    for item in content.operations:
        if item.type == "const":
            constants[item.outputs[0].name] = constant(item.outputs[0].type, item.attributes["val"])
        elif item.type.startswith("constexpr_"):
            for output in item.outputs:
                constants[output.name] = constant(output.type, None)
        else:
            operations.append(operation(item, constants))
    return {"name": name, "inputs": [tensor(item) for item in content.inputs], "outputs": list(content.outputs),
            "operations": operations}


def operation(item, constants):
    operands = []
    attributes = {}
    for parameter in item.inputs:
        arguments = item.inputs[parameter].arguments
        for argument in arguments:
            known = (constant(argument.value.type, argument.value) if argument.WhichOneof("binding") == "value"
                     else constants.get(argument.name))
            if known is None:
                operands.append([parameter, "value", argument.name])
            else:
                element, sizes, value = known
                operands.append([parameter, "constant", element, sizes])
                if value is not None and len(arguments) == 1:
                    attributes[parameter] = value
    outputs = [tensor(output) for output in item.outputs]
    name = outputs[0][0] if outputs else ""
    if "name" in item.attributes:
        texts = item.attributes["name"].immediateValue.tensor.strings.values
        name = texts[0] if len(texts) == 1 else name
    dump = {"name": name, "type": item.type, "operands": operands, "outputs": outputs, "attributes": attributes}
    if item.blocks:
        dump["blocks"] = [block(item.type, nested, constants) for nested in item.blocks]
    return dump


def tensor(item):
    return [item.name, *typed(item.type)]


def typed(kind):
    if kind.WhichOneof("type") == "stateType":
        kind = kind.stateType.wrappedType
    if kind.WhichOneof("type") != "tensorType":
        return ["UNKNOWN", "unknown"]
    element = MIL_pb2.DataType.Name(kind.tensorType.dataType)
    dimensions = kind.tensorType.dimensions
    sizes = "unknown"
    if kind.tensorType.rank == len(dimensions) and not any(d.unknown.variadic for d in dimensions):
        sizes = [d.constant.size if d.WhichOneof("dimension") == "constant" else -1 for d in dimensions]
    return ["UNKNOWN" if element == "UNUSED_TYPE" else element, sizes]


def constant(kind, value):
    """Returns element type, shape and, where it is written in place and small, the value."""
    element, sizes = typed(kind)
    if value is None or value.WhichOneof("value") != "immediateValue":
        return element, sizes, None
    held = value.immediateValue.tensor
    field = held.WhichOneof("value")
    if field is None:
        return element, sizes, None
    values = getattr(held, field).values
    if field == "bytes":
        width = WIDTHS.get(element)
        if width is None or len(values) > MOST_ELEMENTS * numpy.dtype(width).itemsize:
            return element, sizes, None
        values = numpy.frombuffer(values, dtype=width).tolist()
    elif field == "strings" and len(values) != 1:
        return element, sizes, None
    return element, sizes, None if len(values) > MOST_ELEMENTS else [plain(v) for v in values]


def plain(value):
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    return value


def layer(item):
    kind = item.WhichOneof("layer")
    content = getattr(item, kind)
    dump = {
        "name": item.name,
        "type": kind,
        "operands": [["", "value", name] for name in item.input],
        "outputs": list(item.output),
        "attributes": dict(parameters(content)),
    }
    if item.isUpdatable:
        dump["attributes"]["isUpdatable"] = [True]
    if kind in ("loop", "branch"):
        dump["blocks"] = [
            {"name": field.name, "operations": [layer(nested) for nested in value.layers]}
            for field, value in content.ListFields()
            if isinstance(value, NeuralNetwork_pb2.NeuralNetwork)
        ]
    return dump


def parameters(message):
    """Yields a layer's parameters with their defaults; a choice gives the name of what is chosen, and its parameters."""
    for choice in message.DESCRIPTOR.oneofs:
        chosen = message.WhichOneof(choice.name)
        if chosen is not None:
            yield CHOICES.get(choice.name, choice.name), [chosen]
            yield from parameters(getattr(message, chosen))
    for field in message.DESCRIPTOR.fields:
        if field.containing_oneof is not None:
            continue
        value = getattr(message, field.name)
        values = list(value) if repeated(field) else [value]
        if field.message_type is None:
            if values and field.type != field.TYPE_BYTES:
                names = field.enum_type.values_by_number if field.enum_type else None
                yield field.name, [plain(names[v].name if names else v) for v in values]
        elif repeated(field) and values or not repeated(field) and message.HasField(field.name):
            yield from nested(field.name, values)


def nested(name, values):
    kind = values[0].DESCRIPTOR.name
    if kind == "ActivationParams":
        yield name, [",".join(v.WhichOneof("NonlinearityType") for v in values)]
    elif kind == "BorderAmounts":
        yield name, [size for edge in values[0].borderAmounts for size in (edge.startEdgeSize, edge.endEdgeSize)]
    elif kind == "WeightParams":
        if values[0].HasField("quantization"):
            yield "numberOfBits", [values[0].quantization.numberOfBits]
    elif kind != "NeuralNetwork":
        fields = values[0].DESCRIPTOR.fields
        if len(fields) == 1 and fields[0].enum_type:
            yield name, [fields[0].enum_type.values_by_number[getattr(values[0], fields[0].name)].name]
        else:
            yield from parameters(values[0])


def repeated(field):
    return field.is_repeated if hasattr(field, "is_repeated") else field.label == field.LABEL_REPEATED


# ---- comparing ----------------------------------------------------------------------------------------------------


class Comparison:
    """Counts what was compared, and keeps what differs."""

    def __init__(self):
        self.counts = collections.Counter()
        self.differences = []
        self.unread = collections.Counter()

    def compare(self, where, mine, theirs):
        for key in ("type", "specificationVersion", "updatable", "predictedFeature", "defaultFunction"):
            self.same(f"{where} {key}", mine.get(key), theirs.get(key))
        for key in ("inputs", "outputs", "states"):
            self.counts["features"] += len(theirs[key])
            self.same(f"{where} {key}", mine[key], theirs[key])
        self.same(f"{where} bodies", set(mine) & {"functions", "network", "stages"},
                  set(theirs) & {"functions", "network", "stages"})
        self.functions(where, mine, theirs)
        if "network" in theirs and "network" in mine:
            self.layers(where, mine["network"]["operations"], theirs["network"]["operations"])
        stages = mine.get("stages", [])
        self.same(f"{where} stages", [s["name"] for s in stages], [s["name"] for s in theirs.get("stages", [])])
        for mine_stage, theirs_stage in zip(stages, theirs.get("stages", [])):
            self.counts["stages"] += 1
            self.compare(f"{where} / {theirs_stage['name']}", mine_stage["model"], theirs_stage["model"])

    def functions(self, where, mine, theirs):
        mine_by_name = {f["name"]: f for f in mine.get("functions", [])}
        self.same(f"{where} functions", sorted(mine_by_name), [f["name"] for f in theirs.get("functions", [])])
        for theirs_function in theirs.get("functions", []):
            name = theirs_function["name"]
            self.counts["functions"] += 1
            self.graph(f"{where} {name}", mine_by_name.get(name), theirs_function)

    def graph(self, where, mine, theirs):
        if mine is None:
            return
        for key in ("inputs", "outputs"):
            self.same(f"{where} {key}", mine[key], theirs[key])
        self.same(f"{where} operations", len(mine["operations"]), len(theirs["operations"]))
        for left, right in zip(mine["operations"], theirs["operations"]):
            at = f"{where} {right['name']}"
            self.counts["MIL operations"] += 1
            self.counts["tensors"] += len(right["outputs"])
            self.counts["parameters"] += len(right["attributes"])
            for key in ("name", "type", "outputs", "attributes"):
                self.same(f"{at} {key}", left[key], right[key])
            # a protobuf map has no order, a parameter's arguments have
            self.same(f"{at} operands", sorted(left["operands"], key=lambda o: o[0]),
                      sorted(right["operands"], key=lambda o: o[0]))
            blocks = right.get("blocks", [])
            self.same(f"{at} blocks", len(left.get("blocks", [])), len(blocks))
            for inner_left, inner_right in zip(left.get("blocks", []), blocks):
                self.graph(f"{at} block", inner_left, inner_right)

    def layers(self, where, mine, theirs):
        self.same(f"{where} layers", len(mine), len(theirs))
        for left, right in zip(mine, theirs):
            at = f"{where} {right['name']}"
            self.counts["layers"] += 1
            for key in ("name", "type", "operands"):
                self.same(f"{at} {key}", left[key], right[key])
            self.same(f"{at} outputs", [output[0] for output in left["outputs"]], right["outputs"])
            for key, value in right["attributes"].items():
                if key in left["attributes"]:
                    self.counts["parameters"] += 1
                    self.same(f"{at} {key}", left["attributes"][key], value)
                else:
                    self.unread[f"{right['type']}.{key}"] += 1
            self.same(f"{at} further parameters", sorted(set(left["attributes"]) - set(right["attributes"])), [])
            blocks = right.get("blocks", [])
            self.same(f"{at} blocks", [b["name"] for b in left.get("blocks", [])], [b["name"] for b in blocks])
            for inner_left, inner_right in zip(left.get("blocks", []), blocks):
                self.layers(f"{at} {inner_right['name']}", inner_left["operations"], inner_right["operations"])

    def same(self, where, mine, theirs):
        if mine != theirs:
            self.differences.append(f"{where}: the reader has {short(mine)}, coremltools {short(theirs)}")


def short(value):
    text = str(value)
    return text if len(text) <= 200 else text[:200] + "…"


def write_texts(folder, bundles):
    """Writes each ML Program in the older and in the newer form of the language."""
    counts = collections.Counter()
    for number, bundle in enumerate(bundles):
        try:
            spec = load(pathlib.Path(bundle))
        except Exception:  # not for coremltools to read
            counts["bundles that coremltools does not read"] += 1
            continue
        if spec.WhichOneof("Type") != "mlProgram":
            continue
        for form in ("older", "newer"):
            try:
                text = miltext.Writer(form == "newer", constant).program(spec.mlProgram)
            except miltext.NotWritable as reason:
                counts[f"programs that have no text: {reason}"] += 1
                continue
            target = pathlib.Path(folder) / f"{number}-{form}.mlmodelc"
            target.mkdir(parents=True)
            (target / "model.mil").write_text(text, encoding="utf-8")
            (target / SOURCE).write_text(str(pathlib.Path(bundle).resolve()), encoding="utf-8")
            counts["texts"] += 1
    for name, count in sorted(counts.items()):
        print(f"{name}: {count}")
    return 0


def compare(dumps):
    comparison = Comparison()
    refusals = collections.Counter()
    for line in pathlib.Path(dumps).read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        bundle = pathlib.Path(entry["bundle"])
        where = "/".join(bundle.parts[-2:])
        source = bundle / SOURCE
        try:
            spec = load(pathlib.Path(source.read_text(encoding="utf-8")) if source.exists() else bundle)
            kind = spec.WhichOneof("Type")
        except Exception as error:  # whatever it says, coremltools refuses the bundle
            refusals["both" if "refused" in entry else "coremltools only"] += 1
            if "refused" not in entry:
                comparison.differences.append(f"{where}: coremltools does not read it: {short(error)}")
            continue
        if "refused" in entry and source.exists():
            comparison.differences.append(f"{where}: {entry['refused']}")
            continue
        if "refused" in entry:
            refusals["both" if kind is None else "the reader only"] += 1
            print(f"refused: {where}: {entry['refused']}")
            continue
        comparison.counts["texts" if source.exists() else "models"] += 1
        if source.exists():
            comparison.functions(where, entry["model"], model(spec))
        else:
            comparison.compare(where, entry["model"], model(spec))
    for difference in comparison.differences[:MOST_PRINTED]:
        print(f"difference: {difference}")
    if comparison.unread:
        print("parameters that are not read: " + ", ".join(sorted(comparison.unread)))
    for name, count in sorted(refusals.items()):
        print(f"refused by {name}: {count}")
    for name, count in sorted(comparison.counts.items()):
        print(f"{name}: {count}")
    print(f"differences: {len(comparison.differences)}")
    return 1 if comparison.differences else 0


# ---- generating ---------------------------------------------------------------------------------------------------


def generate(folder):
    """Writes a model for each layer and for each operation of each operation set."""
    target = pathlib.Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    models = {**interface_models(), **network_models(), **program_models()}
    for name, spec in models.items():
        (target / f"{name}.mlmodel").write_bytes(spec.SerializeToString())
    print(f"{len(models)} models")
    return 0


def described():
    spec = Model_pb2.Model()
    spec.specificationVersion = 8
    for name in ("x", "y"):
        array = spec.description.input.add(name=name).type.multiArrayType
        array.shape.extend([2, 3, 4])
        array.dataType = FeatureTypes_pb2.ArrayFeatureType.FLOAT32
    return spec


def interface_models():
    """Models of every kind of feature, with each choice within it, and one of several functions."""
    models = {}
    for turn in range(12):
        spec = described()
        spec.isUpdatable = turn % 2 == 1
        for which in (spec.description.input, spec.description.output, spec.description.state):
            fill(which.add(), turn, 0)
        spec.description.predictedFeatureName = f"label {turn}"
        spec.identity.SetInParent()
        models[f"interface-{turn}"] = spec
    for default in ("", "a", "b"):
        spec = described()
        del spec.description.input[:]
        spec.description.defaultFunctionName = default
        for turn, name in enumerate(("a", "b")):
            function = spec.description.functions.add(name=name, predictedFeatureName=f"label {name}")
            for which in (function.input, function.output, function.state):
                fill(which.add(), turn + 4, 0)
            content = spec.mlProgram.functions[name]
            content.opset = "CoreML8"
            content.block_specializations["CoreML8"].outputs.append("x")
        models[f"interface-functions-{default or 'none'}"] = spec
    return models


def network_models():
    models = {}
    kinds = NeuralNetwork_pb2.NeuralNetworkLayer.DESCRIPTOR.oneofs_by_name["layer"].fields
    for kind in kinds:
        # as many rounds as any choice within has names, so that each is taken once
        for turn in range(choices(kind.message_type, set())):
            spec = described()
            item = spec.neuralNetwork.layers.add(name=f"{kind.name}_{turn}", input=["x", "y"], output=["z", "u"])
            fill(getattr(item, kind.name), turn, 0)
            getattr(item, kind.name).SetInParent()
            item.isUpdatable = turn % 2 == 1
            models[f"layer-{kind.name}-{turn}"] = spec
    return models


def choices(message, seen):
    if message.name in seen or message.name in ("NeuralNetwork", "WeightParams"):
        return 1
    inner = [choices(f.message_type, seen | {message.name}) for f in message.fields if f.message_type is not None]
    return max([2] + [len(o.fields) for o in message.oneofs] + inner)


def fill(message, turn, depth):
    """Gives every field a value of its own, and each choice the field whose turn it is."""
    chosen = {o.fields[turn % len(o.fields)].name for o in message.DESCRIPTOR.oneofs}
    for number, field in enumerate(message.DESCRIPTOR.fields):
        if field.containing_oneof is not None and field.name not in chosen:
            continue
        if field.message_type is not None:
            fill_message(message, field, turn, depth)
            continue
        values = [element(field, turn, number), element(field, turn + 1, number)]
        if repeated(field):
            getattr(message, field.name).extend(values)
        else:
            setattr(message, field.name, values[0])


def fill_message(message, field, turn, depth):
    if field.message_type.name == "NeuralNetwork":
        if depth < 2:
            inner = getattr(message, field.name).layers.add(name=f"inner{depth}", input=["x"], output=["w"])
            inner.softmax.SetInParent()
    elif field.message_type.name == "WeightParams":
        held = getattr(message, field.name)
        if repeated(field):
            return
        held.floatValue.extend([0.5, 0.25])
        if turn % 2:
            held.quantization.numberOfBits = 4
    elif not (hasattr(field.message_type, "GetOptions") and field.message_type.GetOptions().map_entry) and depth < 4:
        held = getattr(message, field.name)
        for _ in range(2 if repeated(field) else 1):
            inner = held.add() if repeated(field) else held
            fill(inner, turn, depth + 1)
            if not repeated(field):
                inner.SetInParent()


def element(field, turn, number):
    if field.enum_type is not None:
        return field.enum_type.values[turn % len(field.enum_type.values)].number
    if field.type == field.TYPE_BOOL:
        return turn % 2 == 0
    if field.type in (field.TYPE_FLOAT, field.TYPE_DOUBLE):
        return 0.1 * (number + 1) * (-1 if turn % 3 == 2 else 1)
    if field.type == field.TYPE_STRING:
        return f"{field.name} {turn} é"
    if field.type == field.TYPE_BYTES:
        return b"\x00\xff"
    signed = field.type in (field.TYPE_INT32, field.TYPE_INT64, field.TYPE_SINT32, field.TYPE_SINT64)
    return -(number + turn) if signed and turn % 3 == 2 else number + turn + 1


def program_models():
    from coremltools.converters.mil.mil.ops.registry import SSAOpRegistry
    import coremltools.converters.mil.mil.ops.defs  # noqa: F401 (registers the operations)

    opsets = {"iOS15": "CoreML5", "iOS16": "CoreML6", "iOS17": "CoreML7", "iOS18": "CoreML8"}
    models = {}
    for kind, versions in sorted(SSAOpRegistry.core_ops.items()):
        seen = {}
        for version, definition in versions.items():
            # one definition serves every later set until the next
            if kind != "const" and version.name in opsets and definition not in seen.values():
                seen[version.name] = definition
                models[f"operation-{kind}-{version.name}"] = program(kind, opsets[version.name], definition)
    return models


def program(kind, opset, definition):
    spec = described()
    main = spec.mlProgram.functions["main"]
    main.opset = opset
    main.inputs.append(MIL_pb2.NamedValueType(name="x", type=tensor_type(MIL_pb2.FLOAT16, [2, None, 4])))
    main.inputs.append(MIL_pb2.NamedValueType(name="s", type=state_type()))
    body = main.block_specializations[opset]
    elements = [e for e in MIL_pb2.DataType.values() if e != MIL_pb2.UNUSED_TYPE]
    names = list(definition.input_spec.input_types)
    call = MIL_pb2.Operation(type=kind)
    for number, parameter in enumerate(names):
        stored = elements[(number + len(kind)) % len(elements)]
        value = body.operations.add(type="const")
        value.outputs.append(MIL_pb2.NamedValueType(name=f"c{number}", type=tensor_type(stored, [2])))
        value.attributes["name"].CopyFrom(text(f"c{number}_name"))
        value.attributes["val"].CopyFrom(immediate(stored, number))
        arguments = call.inputs[parameter].arguments
        match number % 4:
            case 0:
                arguments.add(name="x")
            case 1:
                arguments.add(name=f"c{number}")
            case 2:
                arguments.add(value=immediate(stored, number))
            case _:
                arguments.add(name="x")
                arguments.add(name=f"c{number}")
    call.attributes["name"].CopyFrom(text(f"{kind} ü"))
    for number in range(1 + len(kind) % 2):
        output = elements[(number + 2 * len(kind)) % len(elements)]
        call.outputs.append(MIL_pb2.NamedValueType(name=f"y{number}", type=tensor_type(output, [None, 3][: len(kind) % 3])))
    if kind in ("cond", "while_loop"):
        for number in range(2):
            inner = call.blocks.add(outputs=[f"b{number}"])
            inner.inputs.append(MIL_pb2.NamedValueType(name=f"i{number}", type=tensor_type(MIL_pb2.INT32, [])))
            step = inner.operations.add(type="relu")
            step.inputs["x"].arguments.add(name=f"i{number}")
            step.outputs.append(MIL_pb2.NamedValueType(name=f"b{number}", type=tensor_type(MIL_pb2.INT32, [])))
    if kind.startswith("constexpr_"):
        user = MIL_pb2.Operation(type="add")
        user.inputs["x"].arguments.add(name="x")
        user.inputs["y"].arguments.add(name="y0")
        user.outputs.append(MIL_pb2.NamedValueType(name="sum", type=tensor_type(MIL_pb2.FLOAT16, [2])))
        body.operations.append(call)
        body.operations.append(user)
    else:
        body.operations.append(call)
    body.outputs.append("y0")
    return spec


def tensor_type(element_type, sizes):
    kind = MIL_pb2.ValueType()
    kind.tensorType.dataType = element_type
    kind.tensorType.rank = len(sizes)
    for size in sizes:
        dimension = kind.tensorType.dimensions.add()
        if size is None:
            dimension.unknown.SetInParent()
        else:
            dimension.constant.size = size
    return kind


def state_type():
    kind = MIL_pb2.ValueType()
    kind.stateType.wrappedType.CopyFrom(tensor_type(MIL_pb2.FLOAT16, [1, 8]))
    return kind


def text(content):
    value = MIL_pb2.Value(type=tensor_type(MIL_pb2.STRING, []))
    value.immediateValue.tensor.strings.values.append(content)
    return value


def immediate(element_type, number):
    """A constant of two elements, kept as coremltools keeps its type; a blob file now and then."""
    value = MIL_pb2.Value(type=tensor_type(element_type, [2]))
    name = MIL_pb2.DataType.Name(element_type)
    held = value.immediateValue.tensor
    if number % 7 == 6:
        value.blobFileValue.fileName = "@model_path/weights/weight.bin"
        value.blobFileValue.offset = 64
    elif name == "STRING":
        held.strings.values.append("väl\"ue")
    elif name == "BOOL":
        held.bools.values.extend([True, False])
    elif name == "FLOAT32":
        held.floats.values.extend([0.1, float("-inf")])
    elif name == "FLOAT64":
        held.doubles.values.extend([0.1, float("nan")])
    elif name in ("INT32", "UINT32") and number % 2:
        held.ints.values.extend([7, 9])
    elif name in ("INT64", "UINT64"):
        held.longInts.values.extend([7, 1 << 40])
    else:
        held.bytes.values = bytes([1, 60, 2, 188]) * (2 if name in ("INT32", "UINT32") else 1)
    return value


def main(arguments):
    match arguments:
        case ["generate", folder]:
            return generate(folder)
        case ["text", folder, *bundles]:
            return write_texts(folder, bundles)
        case ["compare", dumps]:
            return compare(dumps)
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
