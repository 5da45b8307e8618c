"""Against the real service: the same answers through curl and client."""

import asyncio
import json
import shutil
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
import service as services
from conftest import CLASSIFIER

from ane_oracle import AsyncClient, Client, Evaluation, GitLfsPointer, InvalidRequest, Progress, UnknownEvaluation
from ane_oracle._bundle import open_bundle
from ane_oracle._found import find

MODELS = services.shared_models()


def test_a_file_gets_its_verdict(client: Client) -> None:
    evaluation = client.evaluate(CLASSIFIER, target="M1@12")
    assert evaluation.verdict
    assert (evaluation.verdict.status, evaluation.verdict.code, evaluation.verdict.predicted) == ("PARTIAL", 1, True)
    assert [segment.key for segment in evaluation.segments] == [
        '{"isegment":0,"inputs":{"image":{"shape":[32,32,1,3,1]}},"outputs":{"labelProbability":{"shape":[1,1,1,8,1]}}}'
    ]
    assert evaluation.reasons[0].advice
    assert evaluation.environment and not evaluation.environment.ane.present


def test_a_folder_is_uploaded_once_and_then_known_by_its_digest(client: Client, package: Path) -> None:
    weights = package / "Data/com.apple.CoreML/weights/weight.bin"
    weights.write_bytes(weights.read_bytes() + b"one of a kind")
    stages: list[str] = []
    first = client.evaluate(package, progress=lambda report: stages.append(report.stage))
    assert "uploading" in stages
    stages.clear()
    again = client.evaluate(package, target="M2@14", progress=lambda report: stages.append(report.stage))
    assert "uploading" not in stages
    assert first.model.digest == again.model.digest == open_bundle(package).digest()
    assert first.model.name == "TinyProgram.mlpackage"


def test_a_fresh_evaluation_is_another_one(client: Client) -> None:
    asked = client.evaluate(CLASSIFIER, target="M1@12").id
    assert client.evaluate(CLASSIFIER, target="M1@12").id == asked
    assert client.evaluate(CLASSIFIER, target="M1@12", fresh=True).id != asked


def test_operations_come_page_after_page(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ane_oracle._client._page", lambda filters, cursor: [("limit", "2"), *cursor_of(cursor)])
    evaluation = client.evaluate(CLASSIFIER, target="M1@12")
    operations = list(client.operations(evaluation))
    assert len(operations) > 2
    assert [operation.index for operation in operations] == list(range(len(operations)))


def cursor_of(cursor: str | None) -> list[tuple[str, str]]:
    return [("cursor", cursor)] if cursor else []


def test_evaluations_are_listed_by_label_and_go_when_deleted(client: Client) -> None:
    evaluation = client.evaluate(CLASSIFIER, target="M3@26", labels=["to-be-deleted"])
    assert [found.id for found in client.evaluations(label="to-be-deleted")] == [evaluation.id]
    assert client.model(evaluation.model.digest).name == CLASSIFIER.name
    client.cancel(evaluation)
    with pytest.raises(UnknownEvaluation):
        client.get(evaluation.id)


def test_hosts_are_told(client: Client) -> None:
    (host,) = client.hosts()
    assert host.measures or host.cannot_measure_because


def test_the_service_says_what_is_wrong(client: Client, tmp_path: Path) -> None:
    pointer = tmp_path / "Model.mlmodel"
    pointer.write_text(f"version https://git-lfs.github.com/spec/v1\noid sha256:{'0' * 64}\nsize 1000\n")
    with pytest.raises(GitLfsPointer, match="git lfs pull"):
        client.evaluate(pointer)
    with pytest.raises(InvalidRequest):
        client.evaluate(CLASSIFIER, target="M1@2")


def test_the_asynchronous_client_gets_the_same(service: services.Service, client: Client, package: Path) -> None:
    seen: list[Progress] = []

    async def ask() -> tuple[str, list[str]]:
        async with AsyncClient(service.url) as asynchronous:
            evaluation = await asynchronous.evaluate(package, fresh=True, target="M1@14", progress=seen.append)
            return evaluation.id, [o.name async for o in asynchronous.operations(evaluation)]

    identity, names = asyncio.run(ask())
    assert [operation.name for operation in client.operations(identity)] == names != []
    assert seen[-1].stage == "ended"


def table() -> list[tuple[str, list[str]]]:
    """Returns the page's models: where each lies below the folder of models, and what is said of it."""
    page = (services.ROOT / "docs/models.md").read_text()
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in page.splitlines() if line.startswith("| ")]
    return [(row[0], row[4:7]) for row in rows if row[3].isdecimal()]


def as_in_the_table(evaluation: Evaluation) -> list[str]:
    verdicts = [
        prediction.verdict.status + "*" * prediction.verdict.only_post_processing_outside
        for prediction in evaluation.predictions
    ]
    return [*verdicts, " / ".join(str(len(prediction.segments)) for prediction in evaluation.predictions)]


@pytest.mark.skipif(MODELS is None, reason="no folder of real models beside the repository")
@pytest.mark.parametrize(("name", "said"), table(), ids=[name for name, _ in table()])
def test_curl_client_and_the_page_of_models_agree(
    name: str, said: list[str], service: services.Service, client: Client
) -> None:
    assert MODELS is not None
    found = find([str(MODELS / name)], recursive=True)
    model = Path(found[0].path)
    packed = subprocess.run(["tar", "-cf", "-", model.name], cwd=model.parent, capture_output=True, check=True).stdout
    filename, body = (f"{model.name}.tar", packed) if model.is_dir() else (model.name, model.read_bytes())
    address = f"{service.url}/api/v1/evaluations?filename={filename}&target=M1@12,M4@27"
    headers = [f"-H{header}" for header in ("Prefer: wait=60", "Cache-Control: no-cache")]
    command = ["curl", "-sS", "--fail-with-body", "-X", "POST", "-T", "-", *headers, address]
    answer = subprocess.run(command, input=body, capture_output=True)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    through_curl = json.loads(answer.stdout)
    through_client = client.evaluate(model, target="M1@12,M4@27", fresh=True)
    assert through_client.id != through_curl["id"]
    for part in ("verdict", "segments", "predictions"):
        assert through_client.raw[part] == through_curl[part]
    keys = [json.loads(segment.key) for segment in through_client.segments]
    plain = [{k: s[k] for k in ("isegment", "inputs", "outputs")} for s in through_curl["segments"]]
    assert keys == plain
    assert as_in_the_table(through_client) == said


# "wchar" counts what goes to files, also to those in memory; sockets are sent to, not written.
UPLOAD = """
import json, sys
from ane_oracle import Client
with Client(sys.argv[1]) as client:
    digest = client.evaluate(sys.argv[2], target="M1@14").model.digest
open("/dev/null", "wb").write(bytes(1000))
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
peak = int(status["VmHWM"].split()[0]) * 1024
written = dict(line.split(": ") for line in open("/proc/self/io").read().splitlines())["wchar"]
print(json.dumps({"digest": digest, "peak": peak, "written": int(written)}))
"""


@pytest.mark.skipif(not Path("/proc/self/io").exists(), reason="memory and writes of a process are read from /proc")
def test_a_gibibyte_goes_up_in_little_memory_and_without_a_copy(
    service: services.Service, package: Path, tmp_path: Path
) -> None:
    if shutil.disk_usage(tmp_path).free < 8 << 30:
        pytest.skip("less than 8 GiB free for an upload of 1 GiB")
    with open(package / "Data/com.apple.CoreML/weights/weight.bin", "ab") as weights:
        weights.truncate(1 << 30)
    command = [sys.executable, "-c", UPLOAD, service.url, str(package)]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    figures = json.loads(output)
    print(f"1 GiB: peak memory {figures['peak'] / 2**20:.1f} MiB, written {figures['written']} bytes")
    assert figures["peak"] < 50 << 20
    assert 1000 <= figures["written"] < 1 << 20
    stored = httpx.head(f"{service.url}/api/v1/models/{figures['digest']}")
    assert stored.status_code == 200
