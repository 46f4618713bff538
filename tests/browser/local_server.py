"""Runs a server of our own on the loopback interface for the length of a test."""

import http.client
import os
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

import pytest

HOST = "127.0.0.1"
START_LIMIT_S = 30.0
STOP_LIMIT_S = 10.0
PAUSE_S = 0.05


def free_port() -> int:
    """A port that nobody listens on; somebody may take it before its user does, which has not been seen."""
    with socket.create_server((HOST, 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def serving(
    command_on: Callable[[int], Sequence[str]],
    log: Path,
    cwd: Path,
    environment: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[str]:
    """Starts a server in a process of its own, waits for it to be ready, and stops it in the end.

    Args:
        command_on: Gives the command that serves on a port of the loopback interface.
        log: File that receives what the server prints.
        cwd: Folder that it runs in.
        environment: Variables beside those of this process.

    Yields:
        The server's address, without a slash at its end.

    Raises:
        pytest.fail.Exception: It ended, or did not answer /healthz with 200 within `START_LIMIT_S` seconds;
            the message ends in what it printed.
    """
    port = free_port()
    command = list(command_on(port))
    with (
        log.open("wb") as output,
        subprocess.Popen(  # noqa: S603 - our own interpreter and arguments
            command,
            cwd=cwd,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        try:
            _wait_until_ready(process, port, log)
            yield f"http://{HOST}:{port}"
        finally:
            _stop(process)


def _wait_until_ready(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + START_LIMIT_S
    while not _is_ready(port):
        if process.poll() is not None:
            _fail(f"the server ended with exit code {process.returncode}", process, log)
        if time.monotonic() > deadline:
            _fail(f"the server was not ready within {START_LIMIT_S} s", process, log)
        time.sleep(PAUSE_S)


def _is_ready(port: int) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == http.HTTPStatus.OK
    except OSError:  # nobody listens yet
        return False
    finally:
        connection.close()


def _fail(reason: str, process: subprocess.Popen[bytes], log: Path) -> None:
    printed = log.read_text(encoding="utf-8", errors="replace")
    pytest.fail(f"{reason}: {process.args!r}\n{printed}", pytrace=False)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOP_LIMIT_S)
    except subprocess.TimeoutExpired:
        process.kill()
