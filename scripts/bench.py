#!/usr/bin/env python3
"""Measures the packaged service on this machine and prints a table of figures, each beside what it is compared with.
Under the table stands how busy the machine was.

    mvn -q -B package -DskipTests
    python3 scripts/bench.py [--only overhead,upload,…] [--coremltools PYTHON] [--models FOLDER]

Needs Python 3.10, JDK 25's java in JAVA_HOME or on the PATH, and for "reading" a Python that has coremltools.
Everything lies in a temporary folder (--folder) and is removed again. Only ratios within one run mean something.
"""

import argparse
import http.client
import json
import os
import pathlib
import random
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
JAVA_HOME = os.environ.get("JAVA_HOME")
JAVA = f"{JAVA_HOME}/bin/java" if JAVA_HOME else "java"
JCMD = f"{JAVA_HOME}/bin/jcmd" if JAVA_HOME else "jcmd"
MIB = 1024 * 1024
GIB = 1024 * MIB


def jar():
    found = [p for p in (ROOT / "service/target").glob("ane-oracle-service-*.jar") if "original" not in p.name]
    if not found:
        sys.exit("Package the service first: mvn -q -B package -DskipTests")
    return found[0]


class Service:
    """The service as a child process on a port of its own."""

    def __init__(self, folder, *options, command=None, program=None, environment=None):
        self.log = open(folder / "service.log", "ab")
        start = self.log.tell()
        command = command or ["-jar", str(jar())]
        program = program or [JAVA, "-Xmx256m", "--enable-native-access=ALL-UNNAMED", *options, *command]
        self.begun = time.monotonic()
        self.process = subprocess.Popen(
            [*program, "--server.port=0", f"--ane-oracle.data-directory={folder / 'data'}"],
            stdout=self.log, stderr=self.log, env=environment)
        path = folder / "service.log"
        while True:
            text = path.read_bytes()[start:].decode("utf-8", "replace")
            match = re.search(r"Tomcat started on port (\d+)", text)
            if match and self.ready(int(match.group(1))):
                break
            if self.process.poll() is not None:
                sys.exit("The service did not start:\n" + text)
            time.sleep(0.01)
        self.port = int(match.group(1))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        self.log.close()

    @staticmethod
    def ready(port):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/actuator/health/readiness").read()
            return True
        except urllib.error.URLError:
            return False

    def connection(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=600)

    def live_heap(self):
        """Bytes of heap in use after a collection."""
        subprocess.run([JCMD, str(self.process.pid), "GC.run"], check=True, capture_output=True)
        text = subprocess.run([JCMD, str(self.process.pid), "GC.heap_info"], check=True, capture_output=True,
                              text=True).stdout
        return sum(int(k) * 1024 for k in re.findall(r"(?<!meta)(?:total|garbage-first heap\s+total)[^\n]*?used (\d+)K", text))


def post(connection, body, query="", headers=None, length=None):
    headers = {"Content-Type": "application/octet-stream", **(headers or {})}
    if length is not None:
        headers["Content-Length"] = str(length)
    connection.request("POST", "/api/v1/evaluations?target=M1@12" + query, body=body, headers=headers)
    answer = connection.getresponse()
    text = answer.read()
    if answer.status not in (200, 202):
        raise RuntimeError(f"{answer.status}: {text[:500]}")
    return json.loads(text)


def varint(value):
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def field(number, payload):
    return varint(number << 3 | 2) + varint(len(payload)) + payload


def model(name):
    """The example classifier with a name of its own in a field that nobody reads."""
    return (ROOT / "examples/TinyClassifier.mlmodel").read_bytes() + field(9999, name.encode())


def large_model(path, size):
    """A model with so many bytes of weights, random ones, in a field that no reader looks at."""
    head = (ROOT / "examples/TinyClassifier.mlmodel").read_bytes() + varint(9999 << 3 | 2) + varint(size)
    chunk = random.Random(7).randbytes(4 * MIB)
    with open(path, "wb") as out:
        out.write(head)
        for i in range(size // len(chunk)):
            out.write(i.to_bytes(8, "big") + chunk[8:])
        out.flush()
        os.fsync(out.fileno())


def percentiles(milliseconds):
    ordered = sorted(milliseconds)
    return statistics.median(ordered), ordered[int(len(ordered) * 0.95)]


def timed(action):
    start = time.perf_counter()
    action()
    return (time.perf_counter() - start) * 1000


def commit_cost(folder, rounds=200):
    """p50 and p95 in ms of one durable commit of a row of 4 KiB, as the service's database makes it."""
    database = sqlite3.connect(folder / "commit.db", isolation_level=None)
    database.execute("pragma journal_mode = wal")
    database.execute("pragma synchronous = full")
    database.execute("create table t (id integer primary key, body blob)")
    row = random.Random(1).randbytes(4096)
    return percentiles([timed(lambda: database.execute("insert into t (body) values (?)", (row,))) for _ in range(rounds)])


def processor_seconds(process):
    """Processor time that the process has taken so far, all its threads together."""
    fields = pathlib.Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def overhead(folder, report, arguments):
    with Service(folder) as service:
        connection = service.connection()
        wait = {"Prefer": "wait=30"}
        own = {}

        def new(name):
            return lambda i: post(connection, model(f"{name} {i}"), headers=wait)

        def measured(name, action, count):
            before, mine = processor_seconds(service.process), time.process_time()
            figures = percentiles([timed(lambda i=i: action(i)) for i in range(count)])
            own[name] = ((processor_seconds(service.process) - before) / count * 1000,
                         (time.process_time() - mine) / count * 1000)
            return "%.1f / %.1f ms" % figures, figures

        def beside(name):
            return "processor time: service %.1f, client %.1f ms" % own[name]

        report("the first 100 submissions after a start, p50 / p95", measured("cold", new("cold"), 100)[0], beside("cold"))
        answer = post(connection, model("cold 1"), headers=wait)
        stored = json.dumps({"model": answer["model"]["digest"]}).encode()

        def by_digest(_):
            post(connection, stored, headers={**wait, "Content-Type": "application/json"})

        for i in range(arguments.warm_up_requests):
            new("warm")(i)
            if i % 2:
                new("warm")(i)
                by_digest(i)
        commit = commit_cost(folder)
        text, figures = measured("new", new("new"), 500)
        report("submit to verdict, new small model, p50 / p95", text,
               "one durable commit %.1f / %.1f ms; %s" % (*commit, beside("new")), "10 / 25 ms",
               figures[0] <= 10 and figures[1] <= 25)
        text, figures = measured("known", new("new"), 500)
        report("known model to verdict, uploaded again, p50 / p95", text, beside("known"), "5 ms p50", figures[0] <= 5)
        text, figures = measured("digest", by_digest, 500)
        report("known model to verdict, by digest, p50 / p95", text, beside("digest"), "5 ms p50", figures[0] <= 5)


def copy_durably(source, target):
    with open(source, "rb") as i, open(target, "wb") as o:
        shutil.copyfileobj(i, o, 4 * MIB)
        o.flush()
        os.fsync(o.fileno())


def upload(folder, report, _):
    path = folder / "large.mlmodel"
    large_model(path, GIB)
    size = path.stat().st_size
    ratios, times, bases = [], [], []
    with Service(folder) as service:
        for _ in range(3):
            def send():
                with open(path, "rb") as body:
                    return post(service.connection(), body, headers={"Prefer": "wait=60", "Cache-Control": "no-cache"}, length=size)

            evaluation = []
            taken = timed(lambda: evaluation.append(send()))

            def baseline():
                subprocess.run(["sha256sum", str(path)], check=True, capture_output=True)
                copy_durably(path, folder / "copy1")
                copy_durably(path, folder / "copy2")

            base = timed(baseline)
            times.append(taken)
            bases.append(base)
            ratios.append(taken / base)
            connection = service.connection()
            connection.request("DELETE", "/api/v1/evaluations/" + evaluation[0]["id"])
            connection.getresponse().read()
    ratio = statistics.median(ratios)
    report("upload of 1 GiB to a verdict (receive, hash, store durably, read, predict)", "%.1f s" % (statistics.median(times) / 1000),
           "`sha256sum` and two fsynced copies of the file %.1f s: ratio %.2f" % (statistics.median(bases) / 1000, ratio),
           "1.3", ratio <= 1.3)


def memory(folder, report, _):
    path = folder / "large.mlmodel"
    if not path.exists():
        large_model(path, GIB)
    size = path.stat().st_size
    with Service(folder) as service:
        post(service.connection(), model("idle"), headers={"Prefer": "wait=30"})
        idle = service.live_heap()

        def send(i):
            with open(path, "rb") as body:
                post(service.connection(), body, headers={"Cache-Control": "no-cache", "Prefer": "wait=60"},
                     length=size)

        boxes = [threading.Thread(target=send, args=(i,)) for i in range(8)]
        for box in boxes:
            box.start()
        peak = idle
        while any(box.is_alive() for box in boxes):
            time.sleep(0.5)
            peak = max(peak, service.live_heap())
        for box in boxes:
            box.join()
    report("heap while 8 boxes upload 1 GiB each, above idle", "%.0f MiB" % ((peak - idle) / MIB),
           "idle %.0f MiB, -Xmx256m" % (idle / MIB), "64 MiB", peak - idle <= 64 * MIB)


COREMLTOOLS = """
import sys, time, statistics, warnings
warnings.filterwarnings('ignore')
import coremltools as ct
def walk_type(t):
    return [d.constant.size for d in t.tensorType.dimensions]
def walk_block(b):
    n = 0
    for op in b.operations:
        n += 1
        for o in op.outputs: walk_type(o.type)
        for a in op.inputs.values():
            for x in a.arguments: x.name
        for inner in op.blocks: n += walk_block(inner)
    return n
def walk(spec):
    n = 0
    kind = spec.WhichOneof('Type')
    if kind == 'mlProgram':
        for f in spec.mlProgram.functions.values():
            for b in f.block_specializations.values(): n += walk_block(b)
    elif kind.startswith('neuralNetwork'):
        for layer in getattr(spec, kind).layers:
            n += 1; layer.WhichOneof('layer'); list(layer.input); list(layer.output)
    elif kind.startswith('pipeline'):
        p = spec.pipeline if kind == 'pipeline' else getattr(spec, kind).pipeline
        for m in p.models: n += walk(m)
    return n
def once(path):
    walk(ct.models.MLModel(path, skip_model_load=True).get_spec())
for path in sys.argv[1:]:
    try:
        once(path)
        times = []
        for _ in range(5):
            start = time.process_time(); once(path); times.append((time.process_time() - start) * 1000)
        print(path, statistics.median(times), sep='\\t', flush=True)
    except Exception: pass
"""


def benchmark_classpath(folder):
    """The class path of the service's tests, where the programs that measure reading lie."""
    classpath = folder / "classpath"
    subprocess.run(["mvn", "-q", "-B", "-pl", "service", "dependency:build-classpath", f"-Dmdep.outputFile={classpath}"],
                   cwd=ROOT, check=True)
    target = ROOT / "service/target"
    return f"{target}/test-classes:{target}/classes:{classpath.read_text()}"


def read_and_predict(classpath, heap, warm_up, models):
    """Operations, ms of processor time to read and to predict, and MiB of heap at most, by model."""
    printed = subprocess.run(
        [JAVA, f"-Xmx{heap}", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-cp", classpath,
         "dev.aneoracle.coreml.ReadingBenchmark", str(warm_up), *map(str, models)],
        check=True, capture_output=True, text=True).stdout
    rows = (line.split("\t") for line in printed.splitlines())
    return {path: tuple(map(float, figures)) for path, *figures in rows}


def bundle_size(path):
    return sum(p.stat().st_size for p in path.rglob("*") if p.is_file()) if path.is_dir() else path.stat().st_size


def reading(folder, report, arguments):
    if not arguments.coremltools:
        return
    found = [p for f in arguments.models for p in pathlib.Path(f).rglob("*")
             if p.suffix == ".mlpackage" or p.suffix == ".mlmodel" and ".mlpackage" not in str(p.parent)]
    classpath = benchmark_classpath(folder)
    largest = sorted(found, key=bundle_size, reverse=True)
    python = subprocess.run([arguments.coremltools, "-c", COREMLTOOLS, *map(str, largest)], capture_output=True,
                            text=True).stdout
    theirs = {path: float(ms) for path, ms in (line.split("\t") for line in python.splitlines() if "\t" in line)}
    ten = [str(p) for p in largest if str(p) in theirs][:10]
    ours = read_and_predict(classpath, "256m", arguments.warm_up, ten)
    for path in ten:
        operations, read, predict, _ = ours[path]
        report(f"{pathlib.Path(path).parent.name}: {operations:.0f} operations, read + predict (ms)",
               f"{read:.2f} + {predict:.2f}",
               f"coremltools {theirs[path]:.1f} ms: {theirs[path] / (read + predict):.1f} times faster")
    read = sum(ours[p][1] for p in ten)
    predict = sum(ours[p][2] for p in ten)
    coremltools = sum(theirs[p] for p in ten)
    report(f"reading + predicting the {len(ten)} largest models, processor time, sum of medians (ms)", f"{read:.1f} + {predict:.1f}",
           f"coremltools loads and walks them in {coremltools:.0f} ms: {coremltools / (read + predict):.1f} times faster,"
           f" reading alone {coremltools / read:.1f} times", "20", coremltools / (read + predict) >= 20)


def growth(folder, report, arguments):
    classpath = benchmark_classpath(folder)
    models = folder / "large"
    subprocess.run([JAVA, "-cp", classpath, "dev.aneoracle.coreml.LargeModels", str(models)], check=True)
    programs = [models / f"operations-{n}.mlpackage" for n in (1_000, 10_000, 100_000)]
    rows = read_and_predict(classpath, "256m", arguments.warm_up, programs)
    few = rows[str(programs[0])]
    for program in programs[1:]:
        many = rows[str(program)]
        report(f"an ML Program of {many[0]:,.0f} operations, read + predict (ms)", f"{many[1]:.0f} + {many[2]:.0f}",
               f"with 1,000: {few[1]:.2f} + {few[2]:.2f} ms; an operation costs {(many[1] + many[2]) / many[0] / (few[1] + few[2]) * few[0]:.2f}"
               " times as much; under -Xmx256m")
    for name in ("weights.mlmodel", "weights.mlpackage"):
        row = read_and_predict(classpath, "64m", 1, [models / name])[str(models / name)]
        report(f"heap while reading {name} with 1 GiB of weights, above idle, garbage among it", f"{row[3]:.1f} MiB",
               "the whole heap being 64 MiB", "64 MiB", row[3] <= 64)


def history(folder, report, _):
    figures = {}
    for rows in (1_000, 100_000):
        place = folder / f"history{rows}"
        place.mkdir()
        with Service(place) as service:
            post(service.connection(), model("seed"), headers={"Prefer": "wait=30"})
        database = sqlite3.connect(place / "data/ane-oracle.db")
        columns = [c[1] for c in database.execute("pragma table_info(evaluation)")]
        seed = dict(zip(columns, database.execute("select * from evaluation").fetchone()))
        names = ",".join(columns)
        marks = ",".join("?" * len(columns))
        database.executemany(f"insert into evaluation ({names}) values ({marks})", (
            tuple({**seed, "id": "00%024d" % i, "question": f"q{i}"}[c] for c in columns) for i in range(rows)))
        database.commit()
        database.close()
        with Service(place) as service:
            connection = service.connection()

            def page():
                connection.request("GET", "/api/v1/evaluations?limit=50")
                connection.getresponse().read()

            for i in range(200):
                page()
                post(connection, model(f"warm {i}"), headers={"Prefer": "wait=30"})
            figures[rows] = (statistics.median(timed(page) for _ in range(200)),
                             statistics.median(timed(lambda i=i: post(connection, model(f"h {i}"), headers={"Prefer": "wait=30"}))
                                               for i in range(200)))
    few, many = figures[1_000], figures[100_000]
    for what, one, other in (("list page", few[0], many[0]), ("submit", few[1], many[1])):
        report(f"{what} with 100,000 evaluations, p50", "%.1f ms" % other,
               "with 1,000: %.1f ms, ratio %.2f" % (one, other / one), "1.5", other / one <= 1.5)


def released(folder):
    """The unpacked release, with its cache made, and how it is started."""
    archive = subprocess.run([str(ROOT / "scripts/release.sh"), str(jar())], check=True, capture_output=True,
                             text=True).stdout.strip()
    subprocess.run(["tar", "-C", str(folder), "-xzf", str(ROOT / archive)], check=True)
    program = str(next(folder.glob("ane-oracle-*")) / "bin/ane-oracle")
    environment = {**os.environ, "ANE_ORACLE_CACHE": str(folder / "cache")}
    subprocess.run([program, "train"], check=True, capture_output=True, env=environment)
    return program, environment


def start(folder, report, _):
    program, environment = released(folder)
    rows = {"release": ([], []), "jar": ([], [])}
    for _ in range(6):
        for name, (times, work) in rows.items():
            options = {"program": [program], "environment": environment} if name == "release" else {}
            with Service(folder, **options) as service:
                times.append(time.monotonic() - service.begun)
                work.append(processor_seconds(service.process))
    # The first of each warms the disk.
    figure = {name: (statistics.median(times[1:]), statistics.median(work[1:])) for name, (times, work) in rows.items()}
    report("start to ready, installed release, and its processor time", "%.1f s, %.1f s" % figure["release"],
           "the jar as it is %.1f s, %.1f s" % figure["jar"], "2 s", figure["release"][0] <= 2)


def main():
    parts = {f.__name__: f for f in (overhead, history, reading, growth, start, memory, upload)}
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default=",".join(parts), help="which, by comma: " + ", ".join(parts))
    parser.add_argument("--folder", help="where to work; a temporary folder if left out")
    parser.add_argument("--coremltools", help="a Python that has coremltools, for 'reading'")
    parser.add_argument("--models", nargs="*", default=[str(ROOT / "examples")], help="folders of models, for 'reading'")
    parser.add_argument("--warm-up", type=float, default=2, help="seconds of processor time for each model, for 'reading' and 'growth'")
    parser.add_argument("--warm-up-requests", type=int, default=3000, help="submissions before those that are measured, for 'overhead'")
    arguments = parser.parse_args()
    print("| what | figure | beside | bar | reached |\n|---|---|---|---|---|", flush=True)

    def report(what, figure, beside, bar="", reached=None):
        print(f"| {what} | {figure} | {beside} | {bar} | {'' if reached is None else 'yes' if reached else 'no'} |", flush=True)

    for name in arguments.only.split(","):
        with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
            parts[name](pathlib.Path(folder), report, arguments)
    print("\nProcesses that wanted a processor, over 1, 5 and 15 minutes: %.1f, %.1f, %.1f; processors: %d." % (*os.getloadavg(), os.cpu_count()))


if __name__ == "__main__":
    main()
