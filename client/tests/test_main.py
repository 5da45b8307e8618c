"""The command, run as a process of its own against the real service, and as a function against a fake."""

import hashlib
import itertools
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
import service as services
from conftest import CLASSIFIER, fake, reply

from ane_oracle import Progress, _main, _terminal
from ane_oracle._main import main


def run(url: str, *arguments: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "ane_oracle", "--url", url, *map(str, arguments)],
        capture_output=True,
        text=True,
        env={**os.environ, **variables},
    )


def test_check_prints_a_table_and_the_reasons(service: services.Service, package: Path) -> None:
    done = run(service.url, "check", CLASSIFIER, package, "--target", "M1@12")
    assert "TinyClassifier.mlmodel  PARTIAL  predicted  M1@12   100.0%  1" in done.stdout
    assert "Export the tensor and choose the label in the app." in done.stdout
    assert "\x1b" not in done.stdout + done.stderr
    assert done.returncode >= 1


def test_the_code_is_the_verdicts(service: services.Service, package: Path) -> None:
    assert run(service.url, "check", CLASSIFIER, "--target", "M1@12").returncode == 1
    assert run(service.url, "check", package, "--target", "M1@14").returncode == 2
    both = run(service.url, "check", package, CLASSIFIER, "--target", "M1@14")
    assert both.returncode == 2


def test_json_has_the_evaluation_as_the_service_answers(service: services.Service) -> None:
    done = run(service.url, "check", "--json", CLASSIFIER, "nowhere.mlmodel", "--target", "M1@12")
    first, second = json.loads(done.stdout)
    assert first["evaluation"]["verdict"]["status"] == "PARTIAL" and first["exitCode"] == 1
    assert second["error"]["kind"] == "ModelFileError" and second["exitCode"] == 3
    assert done.returncode == 3


@pytest.mark.parametrize(
    ("gate", "code"),
    [
        (["--require", "full"], 10),
        (["--require", "partial"], 0),
        (["--min-ane-share", "1.0"], 0),
        (["--min-ane-share", "0.95", "--require", "full"], 10),
    ],
)
def test_a_gate_passes_or_not(gate: list[str], code: int, service: services.Service) -> None:
    done = run(service.url, "check", CLASSIFIER, "--target", "M1@12", *gate)
    assert done.returncode == code
    assert ("passed" if code == 0 else "not passed") in done.stdout


def test_anecompats_lines_are_printed_and_said_to_be_predicted(service: services.Service) -> None:
    done = run(service.url, "check", "--anecompat", CLASSIFIER)
    first, second, third = done.stdout.splitlines()
    assert first == "Model inputs: (image), outputs: (labelProbability, label)"
    assert second.startswith('Intercepted evaluation of model with key: {"isegment":0,"inputs":{"image"')
    assert third == "Completed with status: Partial (1)"
    assert "not measured" in done.stderr
    assert done.returncode == 1


def test_a_file_that_is_no_model_cannot_be_read(service: services.Service, tmp_path: Path) -> None:
    (tmp_path / "Model.mlmodel").write_text("no model")
    done = run(service.url, "check", tmp_path / "Model.mlmodel")
    assert done.returncode == 3
    assert "Model.mlmodel: " in done.stderr


def test_list_show_and_host_tell_the_same(service: services.Service) -> None:
    submitted = run(service.url, "check", "--json", CLASSIFIER, "--target", "M1@12", "--label", "shown")
    identity = json.loads(submitted.stdout)[0]["evaluation"]["id"]
    assert identity in run(service.url, "list", "--label", "shown").stdout
    shown = run(service.url, "show", identity, "--operations")
    assert '{"isegment":0' in shown.stdout and "innerProduct" in shown.stdout
    assert json.loads(run(service.url, "show", identity, "--json").stdout)["id"] == identity
    assert json.loads(run(service.url, "list", "--json").stdout)
    host = run(service.url, "host")
    assert host.stdout.startswith("NODE") and host.returncode == 0
    assert json.loads(run(service.url, "host", "--json").stdout)[0]["chip"]


@pytest.mark.parametrize(
    "arguments",
    [[], ["check"], ["check", "a", "--min-ane-share", "95"], ["check", "a", "--json", "--anecompat"], ["fly"]],
)
def test_wrong_usage_is_64(arguments: list[str]) -> None:
    done = run("http://localhost:1", *arguments)
    assert done.returncode == 64
    assert "usage:" in done.stderr


def test_a_wrong_address_is_64() -> None:
    done = run("localhost:8080", "host")
    assert done.returncode == 64
    assert "write it like http://localhost:8080" in done.stderr


def test_an_evaluation_that_is_not_there_is_64(service: services.Service) -> None:
    assert run(service.url, "show", "01KANXW3ZP8S5T2J7Q9F0D4E6G").returncode == 64


Play = Callable[[Callable[[httpx.Request], httpx.Response]], None]


@pytest.fixture
def play(monkeypatch: pytest.MonkeyPatch, pauses: list[float]) -> Play:
    """Lets the command speak with a function."""
    return lambda handler: monkeypatch.setattr(_main, "Client", lambda url: fake(handler))


def evaluation(name: str, **changes: Any) -> Callable[[httpx.Request], httpx.Response]:
    body = {**reply(name), **changes}
    return lambda request: httpx.Response(200, json=body)


@pytest.mark.parametrize(
    ("failure", "code"),
    [
        ("READ_ERROR", 3),
        ("COMPILE_ERROR", 4),
        ("INPUT_ERROR", 5),
        ("PREDICT_ERROR", 6),
        ("OTHER_ERROR", 7),
        ("HELPER_CRASHED", 71),
        ("HELPER_TIMED_OUT", 71),
        ("HELPER_PROTOCOL", 71),
        ("HELPER_UNAVAILABLE", 71),
        ("STORAGE_FULL", 71),
        ("WHAT_COMES_LATER", 71),
    ],
)
def test_failures_have_their_codes(failure: str, code: int, play: Play, capsys: pytest.CaptureFixture[str]) -> None:
    play(evaluation("ended", state="FAILED", verdict=None, failure={"code": failure, "message": "M"}))
    assert main(["check", str(CLASSIFIER)]) == code
    assert failure in capsys.readouterr().err


def undetermined() -> dict[str, Any]:
    return {**reply("ended")["verdict"], "status": "UNDETERMINED", "code": None, "reason": "HOOKS_NOT_PROVEN"}


def test_undetermined_is_70_and_never_passes_a_gate(play: Play) -> None:
    play(evaluation("ended", verdict=undetermined()))
    assert main(["check", str(CLASSIFIER)]) == 70
    assert main(["check", str(CLASSIFIER), "--min-ane-share", "0"]) == 10


def test_a_share_that_is_not_known_does_not_pass(play: Play) -> None:
    play(evaluation("ended", verdict={**reply("ended")["verdict"], "operationShare": None}))
    assert main(["check", str(CLASSIFIER), "--min-ane-share", "0"]) == 10


def test_full_is_0(play: Play) -> None:
    play(evaluation("ended", verdict={**reply("ended")["verdict"], "status": "FULL", "code": 0}))
    assert main(["check", str(CLASSIFIER)]) == 0
    assert main(["check", str(CLASSIFIER), "--require", "full"]) == 0


@pytest.fixture
def thirty(tmp_path: Path) -> Path:
    """A folder with thirty models."""
    folder = tmp_path / "runs"
    for number in range(30):
        (folder / f"{number:02}").mkdir(parents=True)
        (folder / f"{number:02}/Model.mlmodel").write_text(str(number))
    return folder


def answering(stop: Callable[[int], httpx.Response]) -> Callable[[httpx.Request], httpx.Response]:
    """Answers submissions with verdicts of their models, and the eleventh with what a function returns or raises."""
    submitted = itertools.count(1)

    def answer(request: httpx.Request) -> httpx.Response:
        if request.method == "HEAD":
            return httpx.Response(404)
        number = next(submitted)
        if number > 10:
            return stop(number)
        body = reply("ended")
        body["model"]["digest"] = "sha256:" + hashlib.sha256(request.content).hexdigest()
        return httpx.Response(200, json=body)

    return answer


def test_a_service_that_goes_away_ends_the_run_and_what_was_answered_stays(
    thirty: Path, tmp_path: Path, play: Play, capsys: pytest.CaptureFixture[str]
) -> None:
    tries: list[int] = []

    def gone(number: int) -> httpx.Response:
        tries.append(number)
        raise httpx.ConnectError("refused")

    play(answering(gone))
    assert main(["check", "--recursive", str(thirty), "--output", str(tmp_path / "results")]) == 69
    said = capsys.readouterr()
    assert len(tries) == 3
    assert "[1/30] 00/Model.mlmodel: PARTIAL" in said.err
    assert said.err.splitlines()[-1] == "ane-oracle: not sent: 19 more"
    assert said.out.count("/Model.mlmodel  PARTIAL") == 10
    summary = json.loads((tmp_path / "results/summary.json").read_text())
    assert (summary["complete"], summary["exitCode"], summary["total"]) == (True, 69, 30)
    assert summary["counts"] == {"ERROR": 20, "PARTIAL": 10}
    assert [model["name"] for model in summary["models"]] == [f"{number:02}/Model.mlmodel" for number in range(30)]
    first = json.loads((tmp_path / "results" / summary["models"][0]["file"]).read_text())
    assert first["evaluation"]["verdict"]["status"] == "PARTIAL" and first["exitCode"] == 1


def test_interrupted_it_tells_what_it_knows(
    thirty: Path, tmp_path: Path, play: Play, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(_: int) -> httpx.Response:
        os.kill(os.getpid(), signal.SIGTERM)
        raise AssertionError("goes on after SIGTERM")

    play(answering(interrupt))
    assert main(["check", "--recursive", str(thirty), "--output", str(tmp_path / "results")]) == 72
    said = capsys.readouterr()
    assert said.out.count("/Model.mlmodel  PARTIAL") == 10
    assert "interrupted" in said.err
    summary = json.loads((tmp_path / "results/summary.json").read_text())
    assert (summary["complete"], summary["exitCode"], len(summary["models"])) == (False, None, 10)


def test_nothing_is_sent_where_nothing_can_be_kept(
    tmp_path: Path, play: Play, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "results").write_text("a file")

    def unexpected(_: httpx.Request) -> httpx.Response:
        raise AssertionError("something was sent")

    play(unexpected)
    assert main(["check", str(CLASSIFIER), "--output", str(tmp_path / "results")]) == 64
    assert "Cannot write" in capsys.readouterr().err


def test_a_full_queue_is_told_once_where_there_is_no_terminal(play: Play, capsys: pytest.CaptureFixture[str]) -> None:
    full = {"type": "/problems/queue-full", "title": "T", "detail": "The queue is full.", "retryable": True}
    play(lambda _: httpx.Response(429, json=full, headers={"Retry-After": "100"}))
    assert main(["check", str(CLASSIFIER)]) == 71
    assert capsys.readouterr().err.splitlines() == [
        "ane-oracle: TinyClassifier.mlmodel: the queue is full, waiting for a place",
        "ane-oracle: TinyClassifier.mlmodel: The queue is full.",
    ]


def test_cancelled_is_72(play: Play) -> None:
    play(evaluation("ended", state="CANCELLED", verdict=None))
    assert main(["check", str(CLASSIFIER)]) == 72


def test_interrupted_is_72(play: Play, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupt(_: httpx.Request) -> httpx.Response:
        raise KeyboardInterrupt

    play(interrupt)
    assert main(["check", str(CLASSIFIER)]) == 72


def test_a_service_that_is_not_there_is_69(play: Play, capsys: pytest.CaptureFixture[str]) -> None:
    def refuse(_: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    play(refuse)
    assert main(["check", str(CLASSIFIER), "--anecompat"]) == 69
    said = capsys.readouterr()
    assert "http://oracle.test" in said.err and said.out == ""


def test_a_fault_of_the_command_is_73_without_a_traceback(play: Play, capsys: pytest.CaptureFixture[str]) -> None:
    def fault(_: httpx.Request) -> httpx.Response:
        raise ZeroDivisionError("oops")

    play(fault)
    assert main(["check", str(CLASSIFIER)]) == 73
    said = capsys.readouterr().err
    assert "ZeroDivisionError: oops" in said and "Traceback" not in said


def test_a_measured_verdict_is_not_called_predicted(play: Play, capsys: pytest.CaptureFixture[str]) -> None:
    play(evaluation("measured"))
    assert main(["check", str(CLASSIFIER), "--anecompat"]) == 1
    assert "not measured" not in capsys.readouterr().err


class Terminal:
    """A stream that says that it is a terminal."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> int:
        self.text += text
        return len(text)

    def flush(self) -> None: ...

    def isatty(self) -> bool:
        return True


def test_colours_are_for_terminals_and_not_where_NO_COLOR_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal: Any = Terminal()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert _terminal.coloured("FULL", terminal) == "\x1b[32mFULL\x1b[0m"
    monkeypatch.setenv("NO_COLOR", "1")
    assert _terminal.coloured("FULL", terminal) == "FULL"


def test_progress_shows_bytes_queue_position_and_phase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "200")
    terminal: Any = Terminal()
    line = _terminal.ProgressLine("M", terminal)
    line(Progress("uploading", 512, 1024))
    line(Progress("queued", queue_position=3))
    line(Progress("running", phase="RUNNING_PREDICTION"))
    line.clear()
    shown = terminal.text.split("\r\x1b[K")
    assert shown[1] == f"M: uploading [{'#' * 12}{' ' * 12}] 512 B of 1.0 KiB"
    assert shown[2] == "M: queued, number 3 in the queue"
    assert shown[3] == "M: running prediction"
    assert shown[4] == ""
