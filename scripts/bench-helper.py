#!/usr/bin/env python3
"""Measures what the service adds to a measured evaluation, with the real helper against its stand-ins.

    make -C native-agent && mvn -q -B package -DskipTests
    python3 scripts/bench-helper.py [--rounds 100] [--warm-up 300] [--warm-up-uploads 1500]

Linux only. "The helper's own time" is that of a helper that is asked the same without a service, from the request to
its end, late evidence included; what an evaluation takes beyond it is overhead. Both are measured in turn, so that
they share what else the machine does. A lab's service runs for weeks, so models are taken in and cancelled before, while
nothing is measured, until the code that takes them in is compiled. The stand-ins compute nothing, so no figure here says
anything about a Neural Engine.
"""

import argparse
import io
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import time
import zipfile

import bench

AGENT = bench.ROOT / "native-agent/build"
ARRAY = {"type": "multiArray", "dataType": "FLOAT32"}
CANARY = {"inputs": [dict(ARRAY, name="x", shape=[64, 256, 256])],
          "outputs": [dict(ARRAY, name="y", shape=[64, 256, 256])],
          "segments": [{"inputs": {"x": [256, 256, 1, 64, 1]}, "outputs": {"y": [256, 256, 1, 64, 1]}}]}
CLASSIFIER = {"inputs": [{"name": "image", "type": "image", "width": 32, "height": 32, "pixelFormat": "BGRA"}],
              "outputs": [{"name": "labelProbability", "type": "dictionary", "keyType": "string"},
                          {"name": "label", "type": "string"}],
              "segments": [{"inputs": {"image": [32, 32, 1, 3, 1]}, "outputs": {"labelProbability": [1, 1, 1, 8, 1]}}]}


def machine(folder, play):
    """Copies the helper beside a script of its own."""
    folder.mkdir()
    for file in [AGENT / "ane-agent", *AGENT.glob("*.so")]:
        shutil.copy(file, folder)
    shutil.copytree(AGENT / "canary", folder / "canary")
    script = {"models": {"canary-classic.mlmodel": CANARY, "canary-program.mlpackage": CANARY,
                         "*": dict(CLASSIFIER, play=play)}}
    (folder / "standin.json").write_text(json.dumps(script))
    return folder / "ane-agent"


class Alone:
    """Asks helpers without a service and keeps milliseconds from start to hello, and from the request to the end."""

    def __init__(self, agent):
        self.agent = agent
        self.hellos, self.requests = [], []
        model = agent.parent / "model.mlmodel"
        model.write_bytes(bench.model("alone"))
        self.request = json.dumps({"type": "evaluate", "id": "1", "modelPath": str(model), "computeUnits": "CPU_AND_NE",
                                   "predictions": 1}).encode() + b"\n"

    def ask(self):
        begun = time.monotonic()
        helper = subprocess.Popen([self.agent], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        helper.stdout.readline()
        hello = time.monotonic()
        # A helper of the service has been ready for a while too.
        time.sleep(0.1)
        asked = time.monotonic()
        helper.stdin.write(self.request)
        helper.stdin.flush()
        assert b'"result"' in helper.stdout.read()
        helper.wait()
        self.hellos.append((hello - begun) * 1000)
        self.requests.append((time.monotonic() - asked) * 1000)


def evaluate(connection, name):
    begun = time.monotonic()
    answer = bench.post(connection, bench.model(name), "&filename=model.mlmodel", {"Prefer": "wait=60"})
    return answer, (time.monotonic() - begun) * 1000


def call(connection, method, path, body=None):
    connection.request(method, path, body=body, headers={"Content-Type": "application/json"})
    answer = connection.getresponse()
    answer.read()
    assert answer.status in (200, 204), (method, path, answer.status)


def take_in(connection, uploads):
    call(connection, "PUT", "/api/v1/maintenance", b"{}")
    for i in range(uploads):
        evaluation = bench.post(connection, bench.model(f"taken in {i}"), "&filename=model.mlmodel")
        call(connection, "DELETE", "/api/v1/evaluations/" + evaluation["id"])
    call(connection, "DELETE", "/api/v1/maintenance")


def overhead(folder, rounds, warm_up, uploads, alone):
    agent = machine(folder / "machine", [])
    with bench.Service(folder, command=["-jar", str(bench.jar()), f"--ane-oracle.helper.path={agent}"]) as service:
        connection = service.connection()
        take_in(connection, uploads)
        for i in range(warm_up):
            evaluate(connection, f"warm {i}")
            for _ in range(5):
                evaluate(connection, f"warm {i}")
        figures = []
        for i in range(rounds):
            alone.ask()
            # The next helper is ready by then, as it is where evaluations are not asked for back to back.
            answer, taken = evaluate(connection, f"measured {i}")
            assert answer["verdict"]["basis"] == "MEASURED", answer
            figures.append(taken)
        back = []
        for i in range(rounds):
            answer, taken = evaluate(connection, f"back to back {i}")
            back.append(taken)
    return figures, back


def package(name, script):
    """Returns a zipped package with a script of its own."""
    manifest = {"fileFormatVersion": "1.0.0", "rootModelIdentifier": "A",
                "itemInfoEntries": {"A": {"author": "com.apple.CoreML", "description": "CoreML Model Specification",
                                          "name": "model.mlmodel", "path": "com.apple.CoreML/model.mlmodel"}}}
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("m.mlpackage/Manifest.json", json.dumps(manifest))
        archive.writestr("m.mlpackage/Data/com.apple.CoreML/model.mlmodel", bench.model(name))
        archive.writestr("m.mlpackage/standin.json", json.dumps(script))
    return content.getvalue()


def crash(folder, rounds):
    """The crash of one helper, and a good evaluation right behind it."""
    agent = machine(folder / "machine", [])
    crashing = dict(CLASSIFIER, play=[{"at": "predict", "what": "signal", "signal": "SIGSEGV"}])
    with bench.Service(folder, command=["-jar", str(bench.jar()), f"--ane-oracle.helper.path={agent}"]) as service:
        connection = service.connection()
        taken = []
        for i in range(rounds):
            answer = bench.post(connection, package(f"crash {i}", crashing), "&filename=m.mlpackage.zip",
                                {"Prefer": "wait=60"})
            assert answer["failure"]["code"] == "HELPER_CRASHED", answer
            answer, after = evaluate(connection, f"after {i}")
            assert answer["state"] == "SUCCEEDED", answer
            taken.append(after)
    return taken


def row(name, milliseconds):
    middle, high = bench.percentiles(milliseconds)
    print(f"| {name} | {middle:.1f} / {high:.1f} ms | |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--warm-up", type=int, default=300, help="evaluations before those that are measured")
    parser.add_argument("--warm-up-uploads", type=int, default=1500, help="models taken in and cancelled before all that")
    arguments = parser.parse_args()
    rounds = arguments.rounds
    print("| what | p50 / p95 | bar |\n|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        alone = Alone(machine(folder / "alone", []))
        for part in ("usual", "crash"):
            (folder / part).mkdir()
        figures, back = overhead(folder / "usual", rounds, arguments.warm_up, arguments.warm_up_uploads, alone)
        row("start of a helper to `hello`, hooks installed", alone.hellos)
        row("the helper's own time, without a service: request to its end", alone.requests)
        row("submit to verdict, a helper being ready", figures)
        beyond = [mine - helper for mine, helper in zip(bench.percentiles(figures), bench.percentiles(alone.requests))]
        reached = "reached" if beyond[0] <= 10 and beyond[1] <= 25 else "not reached"
        print(f"| … beyond the helper's own time, median against median and p95 against p95 | {beyond[0]:.1f} / {beyond[1]:.1f} ms"
              f" | 10 / 25 ms: {reached} |", flush=True)
        row("submit to verdict, evaluations back to back", back)
        row("submit to verdict right behind a crash", crash(folder / "crash", max(20, rounds // 4)))
    print("\nProcesses that wanted a processor, over 1, 5 and 15 minutes: %.1f, %.1f, %.1f; processors: %d." % (*os.getloadavg(), os.cpu_count()))


if __name__ == "__main__":
    main()
