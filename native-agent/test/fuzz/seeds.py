"""Writes a seed for the fuzzers from every line of the protocol's transcripts."""

import base64
import json
import pathlib
import sys

transcripts, seeds = map(pathlib.Path, sys.argv[1:])
for path in sorted(transcripts.glob("*.jsonl")):
    for number, line in enumerate(path.read_text(encoding="utf-8").rstrip("\n").split("\n")):
        text = json.loads(line)["line"] + "\n"
        (seeds / f"{path.stem}-{number}").write_bytes(text.encode())
for path in sorted(transcripts.glob("invalid/*.json")):
    refused = json.loads(path.read_text(encoding="utf-8"))
    if "base64" in refused:
        (seeds / f"invalid-{path.stem}").write_bytes(base64.b64decode(refused["base64"]))
