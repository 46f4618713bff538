"""Terms of a reading, for the index and for a query.

The index gets more terms than a query asks for, so that a query may ask for any of them: the number without its unit,
its percent sign or its commas, and the words inside a word.

    text        index                             query
    39号        39, 39号, 号                      39号
    2015年度    2015, 2015年, 年度                2015, 年度
    2,514条     2,514, 2514, 2,514条, 2514条, 条  2,514条
    3:30        3:30, 3, 30                       3:30
    人民政府    人民政府, 人民, 政府              人民政府
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from indexer.analysis.characters import DIGIT
from indexer.analysis.scanner import is_han, scan
from indexer.analysis.words import columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.analysis.words import PlacedWords, Words

__all__ = ["Mode", "Terms", "Token", "Tokenizer"]

Mode: TypeAlias = Literal["index", "query"]


class Token(NamedTuple):
    """One occurrence of a term. A named tuple because a build makes hundreds of thousands of them a second.

    Attributes:
        term: What is indexed or asked for.
        start: Position in the reading's text where it begins.
        end: Position after it.
    """

    term: str
    start: int
    end: int


class Terms(NamedTuple):
    """All occurrences of terms in a text, in the order of tokens.

    Attributes:
        terms: What is indexed.
        starts: Position where each begins; ``int32``.
        ends: Position after each; ``int32``.
    """

    terms: list[str]
    starts: npt.NDArray[np.int32]
    ends: npt.NDArray[np.int32]


_PLAIN = re.compile(rf"[{DIGIT}]+(?:\.[{DIGIT}]+)?")
_GROUPED = re.compile(rf"[{DIGIT}]{{1,3}}(?:,[{DIGIT}]{{3}})+(?:\.[{DIGIT}]+)?")
_PARTS = re.compile(f"[{DIGIT}]+")
_SHORT_NUMBER = 16  # characters


class Tokenizer:
    """Cuts readings into terms.

    Args:
        words: For runs of Han characters.
        units: Characters that make one term with the number before them.
    """

    def __init__(self, words: Words, units: frozenset[str]) -> None:
        self._words = words
        self._units = units

    def tokens(self, text: str, mode: Mode, breaks: Sequence[int] = ()) -> Iterator[Token]:
        """Yield the tokens run by run from left to right; a word comes before the words inside it."""
        return self._index_tokens(text, breaks) if mode == "index" else self._query_tokens(text, breaks)

    def terms(self, text: str, breaks: Sequence[int] = ()) -> Terms:
        """Give the tokens of mode ``index`` as arrays, which takes a third of the time."""
        words: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        runs: list[int] = []
        counts: list[int] = []
        for run in scan(text, breaks):
            written = run[0]
            runs.append(run.start())
            if run.lastgroup == "han":
                placed = self._words.columns(written)
            elif run.lastgroup == "number":
                placed = _number_columns(written, self._unit_after(run))
            else:
                placed = (written,), (0,), (len(written),)
            words += placed[0]
            starts += placed[1]
            ends += placed[2]
            counts.append(len(placed[0]))
        first = np.repeat(np.array(runs, np.int32), counts)
        return Terms(words, np.array(starts, np.int32) + first, np.array(ends, np.int32) + first)

    def tokens_without_han(self, text: str, breaks: Sequence[int] = ()) -> Iterator[Token]:
        """Yield the tokens of mode ``index`` that begin with a digit or a Latin letter; needs no dictionary."""
        for run in scan(text, breaks):
            if run.lastgroup != "han":
                yield from self._number_or_latin(run)

    def _index_tokens(self, text: str, breaks: Sequence[int]) -> Iterator[Token]:
        for run in scan(text, breaks):
            if run.lastgroup == "han":
                start = run.start()
                for term, first, after in self._words.all(run[0]):
                    yield Token(term, start + first, start + after)
            else:
                yield from self._number_or_latin(run)

    def _number_or_latin(self, run: re.Match[str]) -> Iterator[Token]:
        if run.lastgroup == "number":
            return _number_tokens(run[0], self._unit_after(run), run.start())
        return iter((Token(run[0], *run.span()),))

    def _query_tokens(self, text: str, breaks: Sequence[int]) -> Iterator[Token]:
        done = 0
        for run in scan(text, breaks):
            start, end = run.span()
            if run.lastgroup == "han" and start >= done:
                for word in self._words.cut(run[0]):
                    yield Token(word, start, start + len(word))
                    start += len(word)
            elif run.lastgroup == "number":
                done = end + self._takes_unit(run)
                yield Token(text[start:done], start, done)
            elif run.lastgroup == "latin":
                yield Token(run[0], start, end)

    def _unit_after(self, run: re.Match[str]) -> str:
        following = run.string[run.end() : min(run.end() + 1, run.endpos)]
        return following if following in self._units else ""

    def _takes_unit(self, run: re.Match[str]) -> bool:
        """Whether the number's unit is not also the beginning of a word, as in 2015年度."""
        after = run.end() + 1
        return bool(self._unit_after(run)) and not (after < run.endpos and is_han(run.string, after))


def _number_columns(written: str, unit: str) -> PlacedWords:
    """Terms, starts and ends of a number that begins at 0; those of everyday length recur all the time."""
    return _short_number(written, unit) if len(written) <= _SHORT_NUMBER else columns(_number_tokens(written, unit, 0))


@lru_cache(8192)
def _short_number(written: str, unit: str) -> PlacedWords:
    return columns(_number_tokens(written, unit, 0))


def _number_tokens(written: str, unit: str, start: int) -> Iterator[Token]:
    """Yield the number as written and in every simpler spelling, then the same with its unit."""
    end = start + len(written)
    bare = written.removesuffix("%")
    ungrouped = bare.replace(",", "") if _GROUPED.fullmatch(bare) else bare
    yield Token(written, start, end)
    if bare != written:
        yield Token(bare, start, end - 1)
    if ungrouped != bare:
        yield Token(ungrouped, start, start + len(bare))
    elif not _PLAIN.fullmatch(bare):
        yield from (Token(part[0], start + part.start(), start + part.end()) for part in _PARTS.finditer(bare))
    if unit:
        yield Token(written + unit, start, end + 1)
        if ungrouped != bare:
            yield Token(ungrouped + unit, start, end + 1)
