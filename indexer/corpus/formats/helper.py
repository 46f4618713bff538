"""The process in which `isolation` parses: ``python -m indexer.corpus.formats.helper``. It ends with its input."""

from __future__ import annotations

import resource
import sys

import msgspec

from indexer.corpus.formats import FORMATS
from indexer.corpus.formats.base import Unreadable
from indexer.corpus.formats.isolation import Answer, Request, read_frame, write_frame

__all__ = ["main"]

MAX_MEMORY = 2 * 1024 * 1024 * 1024
"""Bytes of address space. A text of 64 MiB and the tree of its page take 1 GiB."""


def main() -> None:
    """Answer requests until there are no more."""
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    formats = {candidate.name: candidate for candidate in FORMATS}
    write_frame(sys.stdout.buffer, Answer())  # ready
    while (data := read_frame(sys.stdin.buffer)) is not None:
        request = msgspec.msgpack.decode(data, type=Request)
        _allow(request.seconds)
        try:
            answer = Answer(formats[request.name].extract(request.content))
        except Unreadable as error:
            answer = Answer(None, error.reason, error.advice)
        except MemoryError:
            answer = Answer(None, "needs too much memory to be parsed", "split it, or save its text as a .txt file")
        write_frame(sys.stdout.buffer, answer)


def _allow(seconds: int) -> None:
    """Let the system end this process (SIGXCPU) when it has computed for so many seconds more."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(used.ru_utime + used.ru_stime) + 1 + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.getrlimit(resource.RLIMIT_CPU)[1]))


if __name__ == "__main__":
    main()
