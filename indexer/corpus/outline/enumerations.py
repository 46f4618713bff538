"""Runs of 一是, 二是 …: most are clauses of a sentence, some head passages.

A run heads passages if it has at least two members and every one of them begins a line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.corpus.numerals import ordinal
from indexer.corpus.outline.markers import CN, Mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.corpus.outline.pieces import Piece

__all__ = ["heading_enumerations"]

_NUMBER = re.compile(rf"([{CN}](?:(?<=十)[{CN[:-1]}])?)是")
_BEFORE = re.compile(r"[\s。;:,、!?)\"”]")  # looked for behind the number, because to look back everywhere is slow
_FEWEST = 2


def heading_enumerations(plain: str, pieces: Sequence[Piece]) -> list[Mark]:
    """Give the members of the runs that head passages, in order."""
    limits = dict(pieces)
    return [
        Mark(match.start(), match.end(), "yi_shi", number, limits[match.start()], inside=False)
        for run in _runs(plain)
        if len(run) >= _FEWEST and all(match.start() in limits for match in run)
        for number, match in enumerate(run, 1)
    ]


def _runs(plain: str) -> Iterator[list[re.Match[str]]]:
    """Yield runs of numbers that go on from one; a new 一是 begins a new one."""
    run: list[re.Match[str]] = []
    for match in _NUMBER.finditer(plain):
        if match.start() and not _BEFORE.match(plain, match.start() - 1):
            continue
        number = ordinal(match[1])
        if number == 1:
            yield run
            run = [match]
        elif run and number == len(run) + 1:
            run.append(match)
    yield run
