#!/usr/bin/env python3
"""Prints what a running ANE Oracle says of every model below a folder, as the page docs/models.md.

    scripts/model-table.py [--url http://127.0.0.1:8080] [--shared ../shared/models]

A model is an .mlmodel file or an .mlpackage or .mlmodelc folder, which is zipped on the fly. A folder with none of
them is sent as a zip of its files, to see it refused. Needs Python 3.9 and nothing else.
"""

import argparse
import http.client
import io
import json
import os
import sys
import urllib.parse
import zipfile
from pathlib import Path

INTRODUCTION = """# What is predicted for real models

Every model of `../shared/models` (their origins: `ORIGIN.md` there), sent over HTTP to a service that runs. All of it
is prediction: nothing here was measured on a Neural Engine. Make the page again with

    scripts/model-table.py --url http://127.0.0.1:8080 > docs/models.md

- A verdict with `*` has only post-processing (a class label, a dictionary) outside the ANE.
- *segments* are those of both targets. There may be none beside `PARTIAL`: the verdict is then the same whether the
  unknown operations run on the ANE or not, but the segments are not.
- *unknown operations* are those that the rule data says nothing of, for either target.
- *operations* is what the service lists. Of a compiled model whose graph is not in the folder it knows only the types.
"""

TARGETS = ("M1@12", "M4@27")
SKIPPED = {"LICENSES", "ground-truth"}
WAIT_SECONDS = 60
PAGE = 1000
MOST_PAGES = 1000


def bundles(root):
    """Yields the name and the path of every bundle below the folder."""
    for folder in sorted(p for p in root.iterdir() if p.is_dir() and p.name not in SKIPPED):
        found = sorted(bundles_in(folder))
        if len(found) == 1:
            yield folder.name, found[0]
        elif found:
            for path in found:
                yield f"{folder.name}/{path.name}", path
        else:
            files = sorted(p for p in folder.iterdir() if p.is_file())
            yield folder.name, files[0] if len(files) == 1 else folder


def bundles_in(folder):
    for entry in folder.iterdir():
        if entry.suffix in (".mlpackage", ".mlmodelc") or entry.suffix == ".mlmodel" and entry.is_file():
            yield entry
        elif entry.is_dir():
            yield from bundles_in(entry)


def body(path):
    """Returns the bytes to send and the name to send them under."""
    if path.is_file():
        return path.read_bytes(), path.name
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for file in sorted(p for p in path.rglob("*") if p.is_file()):
            archive.write(file, Path(path.name, file.relative_to(path)))
    return packed.getvalue(), path.name + ".zip"


class Service:
    def __init__(self, url):
        parts = urllib.parse.urlsplit(url)
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        self.connection = kind(parts.netloc, timeout=300)
        self.headers = {"Accept": "application/json"}
        if os.environ.get("ANE_ORACLE_TOKEN"):
            self.headers["Authorization"] = "Bearer " + os.environ["ANE_ORACLE_TOKEN"]

    def ask(self, method, path, query, content=None, headers=None):
        self.connection.request(
            method,
            f"/api/v1{path}?{urllib.parse.urlencode(query)}",
            content,
            {**self.headers, **(headers or {})},
        )
        response = self.connection.getresponse()
        return response.status, json.loads(response.read() or b"{}")

    def evaluate(self, path):
        content, name = body(path)
        return self.ask(
            "POST",
            "/evaluations",
            {"filename": name, "target": ",".join(TARGETS)},
            content,
            {"Content-Type": "application/octet-stream", "Prefer": f"wait={WAIT_SECONDS}"},
        )

    def operations(self, evaluation):
        """Returns how many operations there are, or None where there are none to show."""
        count, cursor = 0, None
        for _ in range(MOST_PAGES):
            query = {"limit": PAGE, **({"cursor": cursor} if cursor else {})}
            status, page = self.ask("GET", f"/evaluations/{evaluation}/operations", query)
            if status != 200:
                return None
            count, cursor = count + len(page["items"]), page["next"]
            if cursor is None:
                return count
        raise SystemExit(f"{evaluation} has more pages of operations than {MOST_PAGES}")


def verdict(prediction):
    status = prediction["verdict"]["status"]
    return status + "*" if prediction["verdict"]["onlyPostProcessingOutside"] else status


def row(service, name, path):
    status, answer = service.evaluate(path)
    if status not in (200, 202):
        problem = answer.get("type", "").rpartition("/")[2]
        return [name, "", "", "", "", "", "", "", f"{status} {problem}: {answer.get('detail', '')}"]
    model = answer["model"]
    if answer["state"] != "SUCCEEDED":
        failure = answer["failure"] or {"code": answer["state"], "message": "has not ended"}
        return [name, model["format"], model["type"], "", "", "", "", "", f"{failure['code']}: {failure['message']}"]
    predictions = answer["predictions"]
    operations = service.operations(answer["id"])
    unknown = sorted({one for prediction in predictions for one in prediction["unknownOperations"]})
    return [
        name,
        model["format"],
        model["type"],
        "" if operations is None else operations,
        verdict(predictions[0]),
        verdict(predictions[1]),
        " / ".join(str(len(prediction["segments"])) for prediction in predictions),
        ", ".join(unknown),
        "",
    ]


def cell(value):
    printable = "".join(one if one.isprintable() else " " for one in str(value))
    return " ".join(printable.split()).replace("|", "\\|")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--url", default=os.environ.get("ANE_ORACLE_URL", "http://127.0.0.1:8080"))
    parser.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[2] / "shared/models")
    arguments = parser.parse_args()
    if not arguments.shared.is_dir():
        sys.exit(f"There is no folder {arguments.shared}; name the folder of models with --shared")
    service = Service(arguments.url)
    head = ["model", "format", "type", "operations", *TARGETS, "segments", "unknown operations", "refused or failed"]
    rows = [row(service, name, path) for name, path in bundles(arguments.shared)]
    print(INTRODUCTION)
    print("| " + " | ".join(head) + " |")
    print("|" + "---|" * len(head))
    for one in rows:
        print("| " + " | ".join(map(cell, one)) + " |")
    refused = sum(1 for one in rows if one[-1])
    undetermined = sum(1 for one in rows if "UNDETERMINED" in (one[4], one[5]))
    print(f"\n{len(rows)} uploads: {len(rows) - refused} predicted ({undetermined} of them undetermined for a target),"
          f" {refused} refused or failed.")


if __name__ == "__main__":
    main()
