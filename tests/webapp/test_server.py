"""Serving."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from webapp.security import SECURITY_HEADERS
from webapp.server import MAX_HEADER_BYTES, CannotListen, serve

FOLDER = Path(__file__).parent
WAIT_S = 20

SERVE = """
import sys
from made_reports import made_report
from made_searcher import MadeSearcher
from webapp import serve
serve(MadeSearcher(made_report("a", "年报")), "127.0.0.1", 0, 2, announce=lambda url: print(url, flush=True))
print("stopped", flush=True)
"""


@contextlib.contextmanager
def served() -> Iterator[tuple[subprocess.Popen[str], int]]:
    """A server in a process of its own, and its port."""
    environment = {**os.environ, "PYTHONPATH": str(FOLDER)}
    command = [sys.executable, "-c", SERVE]
    with subprocess.Popen(  # noqa: S603 - our own interpreter and arguments
        command, env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        try:
            yield process, int(url.rstrip("/").rpartition(":")[2])
        finally:
            if process.poll() is None:
                process.kill()


def answer(port: int, head: bytes) -> bytes:
    """What the server sends for these bytes."""
    with socket.create_connection(("127.0.0.1", port), timeout=WAIT_S) as connection:
        connection.sendall(head)
        return b"".join(iter(lambda: connection.recv(65536), b""))


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_stops_when_asked(stop: signal.Signals) -> None:
    """The server answers without a name of its own, and a signal ends it in good order with exit code 0."""
    with served() as (process, port):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=WAIT_S)
        connection.request("GET", "/healthz")
        response = connection.getresponse()
        headers = {name.lower() for name, _ in response.getheaders()}
        body = response.read()
        connection.close()
        process.send_signal(stop)
        output, _ = process.communicate(timeout=WAIT_S)
    assert (response.status, body) == (200, b"ok\n")
    assert not headers & {"server", "via", "x-powered-by"}
    assert (output, process.returncode) == ("stopped\n", 0)


def test_limits_of_a_request() -> None:
    """What no page needs is refused by the server, with the headers of every answer; a typed address is understood."""
    with served() as (_, port):
        big_head = answer(port, b"GET / HTTP/1.1\r\nHost: a\r\nX-Big: ".ljust(MAX_HEADER_BYTES, b"x"))
        big_body = answer(port, b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999\r\n\r\n")
        typed = answer(port, "GET /search?q=年报 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode())
        broken = answer(port, b"GET /search?q=\xff HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
    assert big_head.split(b" ")[1] == b"431"
    assert big_body.split(b" ")[1] == b"413"
    for name, value in SECURITY_HEADERS.items():
        assert f"\r\n{name}: {value}\r\n".encode() in big_head
        assert f"\r\n{name}: {value}\r\n".encode() in big_body
    assert typed.splitlines()[0] == b"HTTP/1.1 200 OK"
    assert broken.splitlines()[0] == b"HTTP/1.1 400 BAD REQUEST"
    assert b"waitress" not in (big_head + big_body).lower()


def test_expecting_to_be_asked_for_no_body() -> None:
    """A request that expects 100 Continue has no body to wait for where it announces none."""
    with served() as (_, port):
        received = answer(
            port, b"GET /healthz HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n"
        )
    assert received.splitlines()[0] == b"HTTP/1.1 200 OK"


def test_taken_port() -> None:
    """A port in use is named, with what to do next."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        with pytest.raises(CannotListen) as caught:
            serve(None, "127.0.0.1", port, 1)  # type: ignore[arg-type]  # never asked
    assert str(caught.value) == (
        f"127.0.0.1:{port} is taken by another program; stop that one or choose another port with --port"
    )


def test_unknown_address() -> None:
    """An address of another machine is refused with the two options to check."""
    with pytest.raises(CannotListen, match=r"^cannot listen on 192\.0\.2\.1:0 .*check --host and --port$"):
        serve(None, "192.0.2.1", 0, 1)  # type: ignore[arg-type]  # never asked
