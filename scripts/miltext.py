"""Writes an ML Program of the specification as the text that Core ML's compiler makes of it, for judge-reading.py.

The language is published nowhere. Statements, types and values are written as real model.mil files have them, in the
forms of 2021 to 2023 and in those since; blocks of control flow are a guess, for no real text with one was at hand.
"""

import math
import re

from coremltools.proto import MIL_pb2

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.@$]*")
ELEMENTS = {"FLOAT16": "fp16", "FLOAT32": "fp32", "FLOAT64": "fp64", "BFLOAT16": "bf16", "FLOAT8E4M3FN": "fp8e4m3fn",
            "FLOAT8E5M2": "fp8e5m2", "UNUSED_TYPE": "unused"}
BLOB = "@model_path/weights/weight.bin"


class NotWritable(Exception):
    """A program that has no text, such as one with names of other characters."""


class Writer:
    """Writes one program; `scalars` says whether a scalar is written `fp16` or `tensor<fp16, []>`."""

    def __init__(self, scalars, constant):
        self.scalars = scalars
        self.constant = constant

    def program(self, program):
        text = self.quoted("1.0 \\ \" é")
        kind = "string" if self.scalars else "tensor<string, []>"
        lines = ["program(1.3)", f'[buildInfo = dict<{kind}, {kind}>({{{{"made", {text}}}}})]', "{"]
        for name in program.functions:
            function = program.functions[name]
            inputs = ", ".join(f"{self.type(i.type)} {self.name(i.name)}" for i in function.inputs)
            lines.append(f"    func {self.name(name)}<ios18>({inputs}) {{")
            lines += self.statements(function.block_specializations[function.opset])
        return "\n".join([*lines, "}", ""])

    def statements(self, block):
        for operation in block.operations:
            yield f"            {self.operation(operation)};"
        yield f"        }} -> ({', '.join(self.name(o) for o in block.outputs)});"

    def operation(self, operation):
        outputs = ", ".join(f"{self.type(o.type)} {self.name(o.name)}" for o in operation.outputs)
        inputs = ", ".join(f"{key} = {self.argument(operation.inputs[key])}" for key in sorted(operation.inputs))
        attributes = ", ".join(
            f"{key} = {self.value(operation.attributes[key])}"
            for key in sorted(operation.attributes)
            if operation.attributes[key].type.WhichOneof("type") == "tensorType")
        text = f"{outputs} = " if outputs else ""
        text += f"{operation.type}({inputs})" + (f"[{attributes}]" if attributes else "")
        for block in operation.blocks:
            taken = ", ".join(f"{self.type(i.type)} {self.name(i.name)}" for i in block.inputs)
            body = "\n".join(self.statements(block)).rstrip().removesuffix(";")
            text += f" ({taken}) {{\n{body}"
        return text

    def argument(self, argument):
        values = [self.name(a.name) if a.WhichOneof("binding") == "name" else self.value(a.value)
                  for a in argument.arguments]
        return values[0] if len(values) == 1 else f"({', '.join(values)})"

    def type(self, kind):
        which = kind.WhichOneof("type")
        if which == "stateType":
            return f"state<{self.type(kind.stateType.wrappedType)}>"
        if which == "listType":
            return f"list<{self.type(kind.listType.type)}, ?>"
        if which == "dictionaryType":
            return f"dict<{self.type(kind.dictionaryType.keyType)}, {self.type(kind.dictionaryType.valueType)}>"
        if which == "tupleType":
            return f"tuple<{', '.join(self.type(t) for t in kind.tupleType.types)}>"
        if which != "tensorType":
            raise NotWritable(f"a value of type {which}")
        tensor = kind.tensorType
        element = MIL_pb2.DataType.Name(tensor.dataType)
        element = ELEMENTS.get(element, element.lower())
        if tensor.rank != len(tensor.dimensions):
            raise NotWritable("a tensor whose rank is not that of its dimensions")
        sizes = ["?" if d.WhichOneof("dimension") != "constant" else str(d.constant.size) for d in tensor.dimensions]
        return element if self.scalars and not sizes else f"tensor<{element}, [{', '.join(sizes)}]>"

    def value(self, value):
        kind = self.type(value.type)
        if value.type.WhichOneof("type") == "listType":
            held = value.immediateValue.list.values
            return f"{kind}([{', '.join(self.literal(v) for i in held for v in self.constant(i.type, i)[2])}])"
        if value.type.WhichOneof("type") != "tensorType":
            raise NotWritable("a constant that is neither tensor nor list")
        sizes = [d.constant.size for d in value.type.tensorType.dimensions]
        _, _, elements = self.constant(value.type, value)
        if elements is None and value.WhichOneof("value") == "immediateValue" and 1024 < math.prod(sizes) < 100_000 \
                and value.type.tensorType.dataType != MIL_pb2.STRING:
            elements = [1] * math.prod(sizes)
        if elements is None:
            text, number = ("string", "uint64") if self.scalars else ("tensor<string, []>", "tensor<uint64, []>")
            return f"{kind}(BLOBFILE(path = {text}({self.quoted(BLOB)}), offset = {number}(64)))"
        literals = [self.literal(element) for element in elements]
        return f"{kind}({literals[0] if not sizes and literals else self.nested(literals, sizes[1:])})"

    def nested(self, literals, sizes):
        if not sizes or math.prod(sizes) == 0:
            return f"[{', '.join(literals)}]"
        step = math.prod(sizes)
        return "[" + ", ".join(
            self.nested(literals[i:i + step], sizes[1:]) for i in range(0, len(literals), step)) + "]"

    def literal(self, element):
        if isinstance(element, bool):
            return "true" if element else "false"
        if isinstance(element, float):
            return element.hex()
        if isinstance(element, str):
            special = {"NaN": "nan", "Infinity": "inf", "-Infinity": "-inf"}
            return special.get(element) or self.quoted(element)
        return str(element)

    @staticmethod
    def quoted(text):
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'

    @staticmethod
    def name(name):
        if not NAME.fullmatch(name):
            raise NotWritable(f"the name {name}")
        return name
