"""What only real connections show: answers that come early, break off, or never come."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from ane_oracle import Client, Retry, ServiceUnreachable, TooLarge

REFUSAL = b'{"type":"/problems/too-large","title":"T","status":413,"detail":"Too large.","retryable":false}'


@contextmanager
def listening(answer: Callable[[socket.socket], None]) -> Iterator[str]:
    """Answers each connection with a function, in a thread of its own."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection:
                    answer(connection)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        server.shutdown(socket.SHUT_RDWR)
        thread.join(5)


def test_an_answer_that_breaks_off_is_no_answer() -> None:
    def half(connection: socket.socket) -> None:
        connection.recv(65536)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n[{")

    with (
        listening(half) as url,
        Client(url, retry=Retry(attempts=2, first=0.01)) as client,
        pytest.raises(ServiceUnreachable, match="cannot be reached"),
    ):
        client.hosts()


def test_an_answer_that_never_comes_is_not_waited_for_for_ever() -> None:
    done = threading.Event()

    def silent(connection: socket.socket) -> None:
        done.wait(10)

    with (
        listening(silent) as url,
        Client(url, retry=Retry(attempts=1), timeout=httpx.Timeout(0.2)) as client,
    ):
        with pytest.raises(ServiceUnreachable, match="did not answer in time"):
            client.hosts()
        done.set()


def test_a_refusal_that_comes_before_the_upload_has_ended_is_read(tmp_path: Path) -> None:
    model = tmp_path / "Large.mlmodel"
    with open(model, "wb") as file:
        file.truncate(256 << 20)

    def refuse(connection: socket.socket) -> None:
        request = connection.recv(65536)
        if request.startswith(b"HEAD"):
            connection.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            return
        head = f"HTTP/1.1 413 Too Large\r\nContent-Type: application/problem+json\r\nContent-Length: {len(REFUSAL)}"
        connection.sendall(head.encode() + b"\r\nConnection: close\r\n\r\n" + REFUSAL)
        connection.shutdown(socket.SHUT_WR)
        # A server lingers so that the client is not reset before it has read; it takes a little and no more.
        for _ in range(64):
            connection.recv(65536)

    with (
        listening(refuse) as url,
        Client(url, retry=Retry(attempts=1)) as client,
        pytest.raises(TooLarge, match="Too large"),
    ):
        client.submit(model)
