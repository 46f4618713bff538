"""Serving the pages with waitress: the server of `nianbao serve`."""

from __future__ import annotations

import errno
import re
import signal
import socket
from typing import TYPE_CHECKING, NoReturn

import waitress
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.task import ErrorTask

from indexer.errors import IndexerError
from webapp.app import create_app
from webapp.incoming import MAX_URL_LENGTH
from webapp.security import SECURITY_HEADERS

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    from indexer.search import Searcher
    from indexer.settings import Settings

__all__ = ["MAX_HEADER_BYTES", "CannotListen", "serve"]

MAX_HEADER_BYTES = 2 * MAX_URL_LENGTH
"""The longest URL, and the same again as referrer; a longer request head is answered with 431."""

_MAX_BODY_BYTES = 64 * 1024
"""Longer bodies are refused before the application sees them; it reads at most 16 kB of a form."""


class CannotListen(IndexerError):
    """The server could not open its address."""

    def __init__(self, host: str, port: int, error: OSError) -> None:
        if error.errno == errno.EADDRINUSE:
            text = f"{host}:{port} is taken by another program; stop that one or choose another port with --port"
        elif error.errno == errno.EACCES:
            text = f"this user may not listen on port {port}; choose a port from 1024 up with --port"
        else:
            text = f"cannot listen on {host}:{port} ({error.strerror or error}); check --host and --port"
        super().__init__(text)


class _ErrorTask(ErrorTask):  # type: ignore[misc]  # waitress ships no types
    """An answer of the server itself, to a request that never reaches the application."""

    def execute(self) -> None:
        self.response_headers.extend(SECURITY_HEADERS.items())
        super().execute()


class _Parser(HTTPRequestParser):  # type: ignore[misc]  # waitress ships no types
    """Takes addresses that were not percent-encoded: browsers encode what is typed, programs in a terminal do not.

    Where a request without a body expects ``100 Continue``, waitress would wait for the body.
    """

    def parse_header(self, header_plus: bytes) -> None:
        line, end, rest = header_plus.partition(b"\r\n")
        super().parse_header(_NOT_ASCII.sub(_percent_encoded, line) + end + rest)
        if self.body_rcv is None:
            self.expect_continue = False


_NOT_ASCII = re.compile(rb"[\x80-\xff]")


def _percent_encoded(byte: re.Match[bytes]) -> bytes:
    return b"%%%02X" % ord(byte[0])


class _Channel(HTTPChannel):  # type: ignore[misc]  # waitress ships no types
    error_task_class = _ErrorTask
    parser_class = _Parser


def serve(
    searcher: Searcher,
    host: str,
    port: int,
    threads: int,
    *,
    settings: Settings | None = None,
    announce: Callable[[str], None] | None = None,
) -> None:
    """Serve until SIGTERM or SIGINT; requests under way are finished. Only the main thread may call this.

    Args:
        searcher: Answers the requests; it is ready before the first connection is accepted.
        host: Name or address to listen on.
        port: Port; 0 lets the system choose one.
        threads: How many requests are worked on at the same time.
        settings: Settings; None takes those of the environment.
        announce: Told the URL of the home page once connections are accepted.

    Raises:
        CannotListen: The address is taken, forbidden or unknown.
        SettingsError: A setting has a value that cannot be used.
    """
    listener = _listen(host, port)
    server = waitress.create_server(
        create_app(searcher, settings),
        sockets=[listener],
        threads=threads,
        ident=None,  # neither name nor version of the server in any response
        max_request_header_size=MAX_HEADER_BYTES,
        max_request_body_size=_MAX_BODY_BYTES,
        clear_untrusted_proxy_headers=False,  # the application decides whom to believe, under any server
    )
    server.channel_class = _Channel
    signal.signal(signal.SIGTERM, _stop)
    if announce is not None:
        announce(_url(host, listener))
    server.run()  # returns after SystemExit or KeyboardInterrupt, once its threads are done
    server.close()


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(address[:2], family=family, backlog=1024)
    except OSError as error:
        raise CannotListen(host, port, error) from error


def _url(host: str, listener: socket.socket) -> str:
    port = listener.getsockname()[1]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def _stop(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit
