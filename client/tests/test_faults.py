"""What a network and a service in trouble can do, played by a function in place of the network."""

import asyncio
import itertools
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from pathlib import Path

import httpx
import pytest
from conftest import CLASSIFIER, Handler, fake, fake_async, reply

from ane_oracle import (
    Client,
    EvaluationCancelled,
    EvaluationFailed,
    Forbidden,
    InternalError,
    ModelFileError,
    NotACoreMlModel,
    Problem,
    Progress,
    QueueFull,
    ServiceUnreachable,
    TooLarge,
    Unauthorized,
    UnexpectedAnswer,
    UnknownModel,
    WaitTimeout,
)

Reaction = Callable[[httpx.Request], httpx.Response]


def problem(slug: str, status: int, retryable: bool = False, **headers: str) -> httpx.Response:
    body = {"type": f"/problems/{slug}", "title": "T", "status": status, "detail": "D", "retryable": retryable}
    return httpx.Response(status, json=body, headers={"Content-Type": "application/problem+json", **headers})


def script(*reactions: httpx.Response | Exception) -> tuple[Handler, list[httpx.Request]]:
    """Returns a handler that answers with each in turn, then with the last, and what it was asked."""
    left = itertools.chain(reactions, itertools.repeat(reactions[-1]))
    asked: list[httpx.Request] = []

    def handle(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        reaction = next(left)
        if isinstance(reaction, Exception):
            raise reaction
        return httpx.Response(reaction.status_code, headers=reaction.headers, content=reaction.content)

    return handle, asked


def ended() -> httpx.Response:
    return httpx.Response(200, json=reply("ended"))


UNKNOWN = httpx.Response(404)


def test_a_full_queue_is_tried_again_after_the_time_it_asks_for(pauses: list[float]) -> None:
    handle, asked = script(UNKNOWN, problem("queue-full", 429, True, **{"Retry-After": "7"}), ended())
    with fake(handle) as client:
        assert client.evaluate(CLASSIFIER).state == "SUCCEEDED"
    assert [request.method for request in asked] == ["HEAD", "POST", "POST"]
    assert len(pauses) == 1 and 7 <= pauses[0] <= 7.7
    assert asked[2].content == CLASSIFIER.read_bytes()


def test_retry_after_may_be_a_date(pauses: list[float]) -> None:
    then = format_datetime(datetime.now(timezone.utc) + timedelta(seconds=60), usegmt=True)
    handle, _ = script(UNKNOWN, problem("queue-full", 429, True, **{"Retry-After": then}), ended())
    with fake(handle) as client:
        client.evaluate(CLASSIFIER)
    assert 55 <= pauses[0] <= 66


def test_a_retry_after_longer_than_is_sensible_is_not_waited_for(pauses: list[float]) -> None:
    handle, _ = script(UNKNOWN, problem("queue-full", 429, True, **{"Retry-After": "90000"}))
    with fake(handle) as client, pytest.raises(QueueFull):
        client.evaluate(CLASSIFIER)
    assert pauses == []


def test_a_full_queue_is_waited_for_longer_than_other_faults_but_not_for_ever(pauses: list[float]) -> None:
    seen: list[Progress] = []
    handle, _ = script(UNKNOWN, problem("queue-full", 429, True, **{"Retry-After": "60"}))
    with fake(handle, attempts=2) as client, pytest.raises(QueueFull):
        client.evaluate(CLASSIFIER, progress=seen.append)
    assert 12 <= len(pauses) <= 15 and 800 < sum(pauses) <= 900
    assert [report.stage for report in seen].count("waiting") == len(pauses)


def test_a_full_queue_that_asks_for_no_time_is_not_asked_without_end(pauses: list[float]) -> None:
    handle, _ = script(UNKNOWN, problem("queue-full", 429, True, **{"Retry-After": "0"}))
    with fake(handle) as client, pytest.raises(QueueFull):
        client.evaluate(CLASSIFIER)
    assert min(pauses) >= 0.5 and sum(pauses) <= 900


def test_tries_are_bounded_and_back_off(pauses: list[float]) -> None:
    handle, asked = script(UNKNOWN, problem("internal-error", 500, True))
    with fake(handle, attempts=4) as client, pytest.raises(InternalError):
        client.evaluate(CLASSIFIER)
    assert len(asked) == 1 + 4
    assert len(pauses) == 3
    assert all(0.25 * 2**i <= pause <= 0.5 * 2**i for i, pause in enumerate(pauses))


def test_a_request_that_is_sent_again_has_the_same_idempotency_key(pauses: list[float]) -> None:
    handle, asked = script(UNKNOWN, httpx.ReadTimeout("slow"), ended())
    with fake(handle) as client:
        client.evaluate(CLASSIFIER)
    keys = [request.headers["Idempotency-Key"] for request in asked[1:]]
    assert len(keys) == 2 and len(set(keys)) == 1


def test_two_submissions_have_different_idempotency_keys() -> None:
    handle, asked = script(UNKNOWN, ended(), UNKNOWN, ended())
    with fake(handle) as client:
        client.submit(CLASSIFIER)
        client.submit(CLASSIFIER)
    assert asked[1].headers["Idempotency-Key"] != asked[3].headers["Idempotency-Key"]


@pytest.mark.parametrize(
    "error",
    [
        httpx.ConnectError("refused"),
        httpx.ConnectTimeout("slow"),
        httpx.ReadTimeout("slow"),
        httpx.WriteTimeout("slow"),
        httpx.RemoteProtocolError("peer closed connection without sending complete message body"),
        httpx.ReadError("reset"),
    ],
)
def test_what_the_network_does_is_one_kind_of_error(error: Exception, pauses: list[float]) -> None:
    handle, asked = script(error)
    with fake(handle) as client, pytest.raises(ServiceUnreachable, match=r"http://oracle\.test") as raised:
        client.hosts()
    assert raised.value.__cause__ is error
    assert len(asked) == 3


@pytest.mark.parametrize("status", [502, 503, 504])
def test_a_gateway_that_fails_is_tried_again(status: int, pauses: list[float]) -> None:
    handle, _ = script(httpx.Response(status, text="<html>"), httpx.Response(200, json=[]))
    with fake(handle) as client:
        assert client.hosts() == ()
    assert len(pauses) == 1


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(200, text='{"id": "01", "sta'),
        httpx.Response(200, text="<html>A router's login page</html>"),
        httpx.Response(200, json={"id": "01"}),
        httpx.Response(200, json=[]),
        httpx.Response(302, headers={"Location": "https://elsewhere.test"}),
        httpx.Response(418, text="teapot"),
    ],
)
def test_half_and_foreign_answers_are_told_apart_from_verdicts(answer: httpx.Response, pauses: list[float]) -> None:
    handle, _ = script(answer)
    with fake(handle) as client, pytest.raises(UnexpectedAnswer):
        client.get("01")


def test_a_model_that_is_deleted_between_question_and_submission_is_uploaded() -> None:
    handle, asked = script(httpx.Response(200), problem("unknown-model", 404), ended())
    with fake(handle) as client:
        client.evaluate(CLASSIFIER)
    assert asked[1].headers["Content-Type"] == "application/json"
    assert asked[2].content == CLASSIFIER.read_bytes()
    assert asked[1].headers["Idempotency-Key"] != asked[2].headers["Idempotency-Key"]


def test_a_model_that_is_known_is_not_uploaded() -> None:
    handle, asked = script(httpx.Response(200), ended())
    with fake(handle) as client:
        client.evaluate(CLASSIFIER, target=["M1@12", "M4@26"], labels=["a", "b"], shapes={"x": [1, 2]}, plan=True)
    assert b'"sha256:816eafc3' in asked[1].content
    assert asked[1].url.params.multi_items() == [
        ("target", "M1@12,M4@26"),
        ("label", "a"),
        ("label", "b"),
        ("shapes", "x:1,2"),
        ("plan", "true"),
    ]


def test_a_model_that_arrives_as_another_is_not_believed() -> None:
    body = reply("ended")
    body["model"]["digest"] = "sha256:" + "0" * 64
    handle, _ = script(UNKNOWN, httpx.Response(200, json=body))
    with fake(handle) as client, pytest.raises(ModelFileError, match="changed while it was sent"):
        client.evaluate(CLASSIFIER)


@pytest.mark.parametrize(("status", "kind"), [(401, Unauthorized), (403, Forbidden)])
def test_a_wrong_token_is_not_tried_again(status: int, kind: type[Problem], pauses: list[float]) -> None:
    handle, asked = script(httpx.Response(status))
    with fake(handle) as client, pytest.raises(kind):
        client.evaluate(CLASSIFIER)
    assert len(asked) == 1


def test_a_gateways_limit_on_uploads_is_the_models_and_not_the_services(pauses: list[float]) -> None:
    handle, _ = script(UNKNOWN, httpx.Response(413, text="<html>"))
    with fake(handle) as client, pytest.raises(TooLarge):
        client.evaluate(CLASSIFIER)


def test_in_a_container_localhost_is_said_to_be_the_container(
    monkeypatch: pytest.MonkeyPatch, pauses: list[float]
) -> None:
    monkeypatch.setattr("ane_oracle._client.CONTAINER_MARKS", (__file__,))
    refused = httpx.MockTransport(script(httpx.ConnectError("refused"))[0])
    with (
        Client("http://localhost:8080", transport=refused) as client,
        pytest.raises(ServiceUnreachable, match=r"write host\.docker\.internal"),
    ):
        client.hosts()
    with (
        Client("http://the-mac:8080", transport=refused) as client,
        pytest.raises(ServiceUnreachable, match=r"refused$"),
    ):
        client.hosts()


def test_the_token_goes_with_every_request(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANE_ORACLE_TOKEN", "s3cret\n")
    handle, asked = script(UNKNOWN, ended())
    with fake(handle) as client:
        client.evaluate(CLASSIFIER)
    assert [request.headers["Authorization"] for request in asked] == ["Bearer s3cret"] * 2


def test_a_problem_carries_what_the_service_said() -> None:
    handle, _ = script(UNKNOWN, problem("not-a-core-ml-model", 422))
    with fake(handle) as client, pytest.raises(NotACoreMlModel) as raised:
        client.evaluate(CLASSIFIER)
    assert (raised.value.status, raised.value.detail, raised.value.retryable) == (422, "D", False)


def test_a_problem_of_a_later_service_is_still_a_problem() -> None:
    handle, _ = script(problem("out-of-cheese", 422))
    with fake(handle) as client, pytest.raises(Problem) as raised:
        client.get("01")
    assert type(raised.value) is Problem and raised.value.type == "/problems/out-of-cheese"


def test_members_that_later_services_add_are_left_out() -> None:
    body = {**reply("ended"), "horoscope": {"sign": "♒"}}
    body["verdict"]["mood"] = "sunny"
    handle, _ = script(httpx.Response(200, json=body))
    with fake(handle) as client:
        found = client.get("01")
    assert found.verdict and found.verdict.status == "PARTIAL"
    assert found.raw["horoscope"] == {"sign": "♒"}


def running(**changes: object) -> httpx.Response:
    body = {**reply("queued"), **changes}
    return httpx.Response(200, json=body, headers={"Preference-Applied": "wait=2"})


def test_waiting_reports_how_far_it_has_come(pauses: list[float]) -> None:
    handle, _ = script(
        UNKNOWN,
        running(queuePosition=2),
        running(queuePosition=1),
        running(state="RUNNING", queuePosition=None, phase="COMPILING"),
        ended(),
    )
    seen: list[Progress] = []
    with fake(handle) as client, pytest.raises(ModelFileError):
        # The examples are of several models; the digest of the queued one is not this file's.
        client.evaluate(CLASSIFIER.parent / "make_tiny_classifier.py", progress=seen.append)
    seen.clear()
    with fake(handle) as client:
        client.wait(client.get("01"), progress=seen.append)
    assert [(p.stage, p.queue_position, p.phase) for p in seen] == [
        ("queued", 1, None),
        ("running", None, "COMPILING"),
        ("ended", None, None),
    ]


def test_the_upload_is_reported_to_its_last_byte(package: Path) -> None:
    seen: list[Progress] = []
    handle, asked = script(UNKNOWN, ended())
    with fake(handle) as client, pytest.raises(ModelFileError):
        client.evaluate(package, progress=seen.append)
    last = [p for p in seen if p.stage == "uploading"][-1]
    assert last.done == last.total == int(asked[1].headers["Content-Length"]) == len(asked[1].content)


def test_waiting_has_an_end(monkeypatch: pytest.MonkeyPatch, pauses: list[float]) -> None:
    clock = itertools.count(step=10)
    monkeypatch.setattr("ane_oracle._flow.time.monotonic", lambda: float(next(clock)))
    handle, _ = script(running())
    with fake(handle) as client, pytest.raises(WaitTimeout) as raised:
        client.wait("01", timeout=60)
    assert raised.value.evaluation.state == "QUEUED"


def test_a_service_that_does_not_hold_the_answer_back_is_not_asked_all_the_time(pauses: list[float]) -> None:
    impatient = httpx.Response(200, json=reply("queued"))
    handle, _ = script(impatient, impatient, impatient, ended())
    with fake(handle) as client:
        client.wait("01")
    assert len(pauses) == 2 and all(pause > 1 for pause in pauses)


def test_an_evaluation_that_failed_is_raised() -> None:
    handle, _ = script(UNKNOWN, httpx.Response(200, json=reply("failed")))
    with fake(handle) as client, pytest.raises(EvaluationFailed) as raised:
        client.evaluate(CLASSIFIER)
    failure = raised.value.evaluation.failure
    assert failure and failure.code in str(raised.value)
    assert raised.value.code == failure.code


def test_an_evaluation_that_was_cancelled_is_raised() -> None:
    handle, _ = script(UNKNOWN, httpx.Response(200, json={**reply("ended"), "state": "CANCELLED", "verdict": None}))
    with fake(handle) as client, pytest.raises(EvaluationCancelled):
        client.evaluate(CLASSIFIER)


def test_the_asynchronous_client_does_the_same(pauses: list[float]) -> None:
    handle, asked = script(
        UNKNOWN, httpx.ConnectError("refused"), problem("queue-full", 429, True, **{"Retry-After": "7"}), ended()
    )

    async def ask() -> str:
        async with fake_async(handle, attempts=4) as client:
            return (await client.evaluate(CLASSIFIER)).state

    assert asyncio.run(ask()) == "SUCCEEDED"
    assert len(pauses) == 2 and 7 <= pauses[1] <= 7.7
    assert asked[-1].content == CLASSIFIER.read_bytes()


def test_a_digest_nobody_has_is_an_unknown_model() -> None:
    handle, _ = script(problem("unknown-model", 404))
    with fake(handle) as client, pytest.raises(UnknownModel):
        client.model("sha256:" + "0" * 64)
