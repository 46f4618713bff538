"""Parsers of hostile bytes run in a process of their own, which may hang, grow or crash without harm to the build.

One helper process is kept for each process that reads; it is started when it is first needed and again after it failed.
Requests and answers are frames: four bytes of length, then msgpack. No pickle.
"""

from __future__ import annotations

import atexit
import os
import signal
import struct
import subprocess
import sys
import threading
import time
from typing import IO, TYPE_CHECKING

import msgspec

from indexer.corpus.formats.base import Content, Extracted, Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["MAX_SECONDS", "Answer", "Request", "end_helper", "extract_isolated", "read_frame", "write_frame"]

MAX_SECONDS = 20
"""Most CPU time in which one report is parsed, so that a busy machine reads the same files as an idle one. A PDF of
five pages takes 0.15 s, one of 300 pages 8 s; nested tags and crossed references can be made to take hours."""
_PATIENCE = 10  # times that on the clock, for a parser that waits and does not compute
_STARTING_SECONDS = 60.0  # a busy machine needs some to start Python

_LENGTH = struct.Struct(">I")
_REMAINING = "open it in its own program, save it anew and index that"


class Request(msgspec.Struct, frozen=True):
    """What the helper is asked: read this content in this format, in so many seconds of CPU time."""

    name: str
    content: Content
    seconds: int


class Answer(msgspec.Struct, frozen=True):
    """What it answers: the text, or reason and advice why there is none.

    Attributes:
        extracted: The text; None when it cannot be read.
        reason: As in `Unreadable`.
        advice: As in `Unreadable`.
    """

    extracted: Extracted | None = None
    reason: str = ""
    advice: str = ""


def write_frame(stream: IO[bytes], value: Request | Answer) -> None:
    """Send one value."""
    data = msgspec.msgpack.encode(value)
    stream.write(_LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def read_frame(stream: IO[bytes]) -> bytes | None:
    """Receive the bytes of one value; None when the other side has ended."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    data = stream.read(length)
    return data if len(data) == length else None


def extract_isolated(name: str, content: Content, seconds: int = MAX_SECONDS) -> Extracted:
    """Read content in a format by a helper process.

    Args:
        name: Name of the format.
        content: The bytes.
        seconds: Most CPU time that it may take.

    Raises:
        Unreadable: As the format says, or because the parser took too long, grew too large or crashed.
    """
    with _lock:
        answer = _helper_of_this_process().ask(Request(name, content, seconds))
    if answer.extracted is None:
        raise Unreadable(answer.reason, answer.advice)
    return answer.extracted


class _Helper:
    """The process that parses."""

    def __init__(self) -> None:
        path = os.pathsep.join(filter(None, sys.path))
        process = subprocess.Popen(
            [sys.executable, "-m", "indexer.corpus.formats.helper"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": path},
        )
        if process.stdin is None or process.stdout is None:
            raise OSError("the helper process has no pipes")
        self._process, self._stdin, self._stdout = process, process.stdin, process.stdout
        self.runs = self._in_time(self._receive, _STARTING_SECONDS) is not None  # it greets when it is ready

    def ask(self, request: Request) -> Answer:
        """Send a request and wait for the answer; the process is ended when it takes too long."""
        started = time.monotonic()
        patience = _PATIENCE * request.seconds
        data = self._in_time(lambda: self._exchange(request), patience)
        if data is not None:
            return msgspec.msgpack.decode(data, type=Answer)
        self.end()
        code = self._process.returncode
        if code == -signal.SIGXCPU or time.monotonic() - started >= patience:
            return Answer(
                None, f"takes longer than {request.seconds} s to be parsed; it is damaged or made to be", _REMAINING
            )
        return Answer(None, f"made its parser end ({code}); it is damaged or made to", _REMAINING)

    def end(self) -> None:
        """End the process."""
        self.runs = False
        self._process.kill()  # does nothing to one that has ended
        self._process.communicate()

    def _in_time(self, action: Callable[[], bytes | None], seconds: float) -> bytes | None:
        """Do something that ends at the latest when the process is killed."""
        timer = threading.Timer(seconds, self._process.kill)
        timer.start()
        try:
            return action()
        finally:
            timer.cancel()

    def _exchange(self, request: Request) -> bytes | None:
        try:
            write_frame(self._stdin, request)
        except BrokenPipeError:
            return None
        return self._receive()

    def _receive(self) -> bytes | None:
        return read_frame(self._stdout)


_lock = threading.Lock()
_helper: _Helper | None = None


def _helper_of_this_process() -> _Helper:
    global _helper  # noqa: PLW0603 - starting a process takes 0.2 s, so that one serves all files
    if _helper is None or not _helper.runs:
        _helper = _Helper()
    return _helper


@atexit.register
def end_helper() -> None:
    """End the helper process, if one runs; it is started again when it is needed."""
    if _helper is not None:
        _helper.end()


def _forget() -> None:
    """After a fork the helper is the parent's."""
    global _helper, _lock
    _helper, _lock = None, threading.Lock()


os.register_at_fork(after_in_child=_forget)
