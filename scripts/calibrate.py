#!/usr/bin/env python3
"""Predicts every measured case at hand and prints how the predictions stand to it.

    scripts/calibrate.py [--shared ../shared]

Prints a table (exact, tie, open, miss; by graph and by operation) for each runtime, target and source, then the misses,
what the prediction left open, and every segment key, verdict and share compared. Networks that can be built from their
description are always there; what needs the shared folder is left out without it, and named. Exits with 1 where a row
is worse than docs/accuracy.md says. Needs Maven.
"""

import argparse
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="folder with placements/ and models/")
    arguments = parser.parse_args()
    table = ROOT / "service" / "target" / "calibration.md"
    table.unlink(missing_ok=True)
    command = [
        "mvn", "-q", "-B", "-pl", "service", "test",
        "-Dtest=CalibrationTests", "-Dsurefire.failIfNoSpecifiedTests=false",
        f"-Dane-oracle.shared={arguments.shared.resolve()}",
    ]
    result = subprocess.run(command, cwd=ROOT, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if not table.exists():
        print(result.stdout, file=sys.stderr)
        return 2
    print(table.read_text(encoding="utf-8"))
    if not (arguments.shared / "placements").is_dir() or not (arguments.shared / "models" / "ground-truth").is_dir():
        print(f"Left out: what needs placements/ and models/ of {arguments.shared}.")
    if result.returncode:
        print(result.stdout, file=sys.stderr)
    return 1 if result.returncode else 0


if __name__ == "__main__":
    sys.exit(main())
