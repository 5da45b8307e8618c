#!/usr/bin/env python3
"""Prints the operations of MIL's opsets iOS15 to iOS18 by coremltools, one a line with the opsets that define it (anew).

    scripts/list-operations.py > service/src/test/resources/dev/aneoracle/placement/mil-operations.txt

Needs coremltools 9. Names that begin with an underscore are the converter's own and never in a file.
"""

import sys

OPSETS = ("iOS15", "iOS16", "iOS17", "iOS18")
FROM_OTHER_DIALECTS = ("coreml_update_state",)


def main():
    from coremltools.converters.mil.mil.ops import defs  # noqa: F401 (registers the operations)
    from coremltools.converters.mil.mil.ops.registry import SSAOpRegistry

    for kind, definitions in sorted(SSAOpRegistry.core_ops.items()):
        opsets, seen = [], []
        for version, definition in sorted(definitions.items(), key=lambda entry: entry[0].name):
            if version.name in OPSETS and definition not in seen:
                seen.append(definition)
                opsets.append(version.name)
        if opsets and not kind.startswith("_"):
            print(kind, *opsets)
    for kind in FROM_OTHER_DIALECTS:
        if kind not in SSAOpRegistry.dialect_ops:
            sys.exit(f"coremltools knows no {kind} any more")
        print(kind, "iOS18")


if __name__ == "__main__":
    main()
