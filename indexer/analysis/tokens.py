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
from itertools import islice, pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from indexer.analysis.characters import DIGIT
from indexer.analysis.scanner import LATIN_WORD, NUMBER, han_places, is_han, scan, scan_without_han
from indexer.analysis.vocabulary import Terms, Vocabulary
from indexer.code_points import code_points, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.analysis.words import Words

__all__ = ["Token", "Tokenizer"]

_IntArray: TypeAlias = npt.NDArray[np.int32]


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


_PLAIN = re.compile(rf"[{DIGIT}]+(?:\.[{DIGIT}]+)?")
_GROUPED = re.compile(rf"[{DIGIT}]{{1,3}}(?:,[{DIGIT}]{{3}})+(?:\.[{DIGIT}]+)?")
_PARTS = re.compile(f"[{DIGIT}]+")
_BETWEEN = "\n"  # stands between runs for the segmenter, and in no reading
_AT_ONCE = 1 << 16  # characters or matches; as objects each takes fifty times the room that it takes in a text
_PARTS_OF_RUNS = re.compile(rf"(?s:.{{1,{_AT_ONCE}}})[^{_BETWEEN}]*")


class Tokenizer:
    """Cuts readings into terms.

    Args:
        words: For runs of Han characters.
        units: Characters that make one term with the number before them.
    """

    def __init__(self, words: Words, units: frozenset[str]) -> None:
        self._words = words
        self._units = units
        self._others = re.compile(f"{NUMBER}[{re.escape(''.join(sorted(units)))}]?|{LATIN_WORD}")

    def vocabulary(self) -> Vocabulary:
        """An empty one, to be filled by `terms`."""
        return Vocabulary(self._inside)

    def terms(self, texts: Sequence[tuple[str, Sequence[int]]], vocabulary: Vocabulary) -> list[Terms]:
        """Give the same as `index_tokens` for texts, each with its breaks, as arrays.

        Takes a tenth of the time, and half of that again when there are several texts: all are cut at once.
        """
        sizes = np.array([len(text) + len(_BETWEEN) for text, _ in texts], np.int32)
        firsts = np.cumsum(sizes, dtype=np.int32) - sizes
        codes = code_points(_BETWEEN.join(text for text, _ in texts))
        places = np.arange(len(codes), dtype=np.int32)
        breaks = [first + place for first, (_, inside) in zip(firsts.tolist(), texts, strict=True) for place in inside]
        if breaks:
            codes = np.insert(codes, breaks, ord(_BETWEEN))
            places = np.insert(places, breaks, breaks)
        words, word_starts = self._han_pieces(codes, vocabulary)
        others, other_starts = self._other_pieces(text_of(codes), vocabulary)
        pieces, starts = np.concatenate((words, others)), np.concatenate((word_starts, other_starts))
        order = np.argsort(starts)
        return _apart(vocabulary.inside(pieces[order], places[starts[order]]), firsts)

    def _han_pieces(self, codes: npt.NDArray[np.uint32], vocabulary: Vocabulary) -> tuple[_IntArray, _IntArray]:
        """The words of Han characters, by their numbers, and where each begins.

        All runs are cut at once, with what follows each run, as `_BETWEEN`, behind it.
        """
        han = han_places(codes)
        kept = han.copy()
        kept[1:] |= han[:-1]
        places = np.flatnonzero(kept).astype(np.int32)
        runs = text_of(np.where(han, codes, np.uint32(ord(_BETWEEN)))[places])
        parts = [vocabulary.pieces(self._words.cut(part)) for part in _PARTS_OF_RUNS.findall(runs)]
        words = np.concatenate([np.empty(0, np.int32), *parts])
        sizes = vocabulary.sizes(words)
        return words, places[np.cumsum(sizes) - sizes]

    def _other_pieces(self, text: str, vocabulary: Vocabulary) -> tuple[_IntArray, _IntArray]:
        """The numbers, each with the unit behind it, and the Latin words: what each is, and where it begins."""
        pieces, starts = [np.empty(0, np.int32)], [np.empty(0, np.int32)]
        matches = self._others.finditer(text)
        while found := list(islice(matches, _AT_ONCE)):
            pieces.append(vocabulary.pieces([match[0] for match in found]))
            starts.append(np.array([match.start() for match in found], np.int32))
        return np.concatenate(pieces), np.concatenate(starts)

    def _inside(self, piece: str) -> Iterator[tuple[str, int, int]]:
        """The terms of a piece; none of what stands between runs."""
        if is_han(piece, 0):
            return self._words.inside(piece)
        if piece == _BETWEEN:
            return iter(())
        if not piece[0].isdigit():
            return iter(((piece, 0, len(piece)),))
        unit = piece[-1] if piece[-1] in self._units else ""
        return _number_terms(piece[: len(piece) - len(unit)], unit)

    def tokens_without_han(self, text: str, breaks: Sequence[int]) -> Iterator[Token]:
        """Yield those of `index_tokens` that begin with a digit or a Latin letter; needs no dictionary."""
        for run in scan_without_han(text, breaks):
            yield from self._number_or_latin(run)

    def index_tokens(self, text: str, breaks: Sequence[int]) -> Iterator[Token]:
        """Yield every term that a query may ask for, from left to right; a word comes before the words inside it."""
        for run in scan(text, breaks):
            if run.lastgroup == "han":
                start = run.start()
                for term, first, after in self._words.all(run[0]):
                    yield Token(term, start + first, start + after)
            else:
                yield from self._number_or_latin(run)

    def _number_or_latin(self, run: re.Match[str]) -> Iterator[Token]:
        start = run.start()
        if run.lastgroup == "number":
            terms = _number_terms(run[0], self._unit_after(run))
            return (Token(term, start + first, start + after) for term, first, after in terms)
        return iter((Token(run[0], start, run.end()),))

    def query_tokens(self, text: str, breaks: Sequence[int]) -> Iterator[Token]:
        """Yield the fewest terms that say a text, from left to right; none overlaps another."""
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


def _apart(terms: Terms, firsts: _IntArray) -> list[Terms]:
    """Divide the terms of texts that stand one behind another, given where each begins; positions count in each."""
    borders = [*np.searchsorted(terms.starts, firsts).tolist(), len(terms.starts)]  # terms go up from text to text
    return [
        Terms(terms.numbers[low:high], terms.starts[low:high] - first, terms.ends[low:high] - first)
        for (low, high), first in zip(pairwise(borders), firsts, strict=True)
    ]


def _number_terms(written: str, unit: str) -> Iterator[tuple[str, int, int]]:
    """Yield a number as written and in every simpler spelling, then the same with its unit, with starts and ends."""
    end = len(written)
    yield written, 0, end
    bare = ungrouped = written
    if not written.isdigit():
        bare = written.removesuffix("%")
        ungrouped = bare.replace(",", "") if _GROUPED.fullmatch(bare) else bare
        if bare != written:
            yield bare, 0, end - 1
        if ungrouped != bare:
            yield ungrouped, 0, len(bare)
        elif not _PLAIN.fullmatch(bare):
            yield from ((part[0], *part.span()) for part in _PARTS.finditer(bare))
    if unit:
        yield written + unit, 0, end + 1
        if ungrouped != bare:
            yield ungrouped + unit, 0, end + 1
