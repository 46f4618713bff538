"""From a source text to its readings.

    source ──fold──► ──drop invisible──► ──blanks──► ──t2s──► main reading   (always)
                                                       └──Taiwan terms──► second   (Traditional texts with such terms)

Blanks. A run of white space, line ends included, says little about what is written: a browser shows it as one blank,
a search box turns line ends into blanks, a PDF breaks lines in the middle of words, and typists put blanks around
numbers and names as they like. So every run counts the same, whatever it is made of, and counts only where it parts two
numbers or two words of an alphabet: it becomes one blank where each of its neighbours is a letter or digit other than
Han, or a sign that belongs to numbers and Latin words (``12 34``, ``1. 2015``, ``open data``); anywhere else it is
removed (``2018 年``, ``微信 APP``, and a word of Han broken by the end of a line).

What becomes of a run depends on its two neighbours alone, and these lie inside every substring that has the run inside.
So a substring of a source, read by itself, stands in the reading of the source; also when what carried it made one
blank of a run, or a line end of a blank. Where a removed run held a line end, the reading keeps a break: no word is
made of characters from two lines, but a literal may cross it. The price is that the end of a heading and the beginning
of the next line are neighbours for a literal.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import numpy as np
from msgspec.structs import replace

from indexer.analysis.characters import HAN, INVISIBLE, NUMBER_SIGNS, WORD_SIGNS
from indexer.analysis.fold import fold
from indexer.analysis.reading import Reading
from indexer.analysis.rewriting import Edit, Rewritten, rewrite
from indexer.analysis.script import TRADITIONAL_FROM, t2s, trad_ratio
from indexer.code_points import CODE_POINTS, code_points, text_of

if TYPE_CHECKING:
    import numpy.typing as npt

    from indexer.analysis.taiwan import TaiwanTerms

__all__ = ["readings_of"]

_SHOWN, _INVISIBLE, _BLANK = range(3)
_BLANKS_AFTER_FOLDING = " \n"
_RANGE = re.compile("(.)(?:-(.))?", re.DOTALL)  # of a class of characters

_JOINED = rf"{NUMBER_SIGNS}{WORD_SIGNS}\w"  # and not Han, which \w has too

_JOINS = re.compile(rf"(?![{HAN}])[{_JOINED}]")


def readings_of(source: str, taiwan: TaiwanTerms) -> tuple[Reading, ...]:
    """Give the main reading and, where Taiwan wording was found in a Traditional text, the one in mainland wording."""
    folded = _without_layout(fold(source))
    main = replace(folded, text=t2s(folded.text))
    if trad_ratio(folded.text, main.text) < TRADITIONAL_FROM:
        return (main,)
    edits = taiwan.edits(main.text)
    return (main, _in_other_wording(main, edits)) if edits else (main,)


def _without_layout(folded: str) -> Reading:
    """Drop invisible characters first, because they may stand inside a run of blanks, then runs of blanks."""
    codes = code_points(folded)
    kinds = _kinds()[codes]
    if not kinds.any():
        return Reading(folded, None, None, ())
    offsets = np.flatnonzero(kinds != _INVISIBLE)
    shown, blank = codes[offsets], kinds[offsets] == _BLANK
    firsts, afters = _runs(blank)
    ends_of_lines = np.flatnonzero(shown == ord("\n"))
    with_end = np.searchsorted(ends_of_lines, afters) > np.searchsorted(ends_of_lines, firsts)
    parting = _parting(shown, firsts, afters)
    kept = ~blank
    kept[firsts[parting]] = True
    shown[firsts[parting]] = ord(" ")
    text = text_of(shown[kept])
    if text == folded:
        return Reading(folded, None, None, ())
    starts = offsets[kept]
    ends = starts + 1
    ends[blank[kept]] = offsets[afters[parting] - 1] + 1
    breaks = np.searchsorted(np.flatnonzero(kept), firsts[with_end & ~parting])
    inside = breaks[(breaks > 0) & (breaks < len(text))]
    return Reading(text, _offsets(starts), _offsets(ends), (), tuple(inside.tolist()))


def _runs(true: npt.NDArray[np.bool_]) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Where each run of true values begins, and the place after it."""
    framed = np.zeros(len(true) + 2, np.bool_)
    framed[1:-1] = true
    edges = np.flatnonzero(framed[1:] != framed[:-1])
    return edges[::2], edges[1::2]


def _parting(
    shown: npt.NDArray[np.uint32], firsts: npt.NDArray[np.intp], afters: npt.NDArray[np.intp]
) -> npt.NDArray[np.bool_]:
    """Which runs of blanks part two numbers or words of an alphabet, and so become one blank and not nothing."""
    inside = (firsts > 0) & (afters < len(shown))
    parting = inside.copy()
    for neighbours in (firsts[inside] - 1, afters[inside]):
        parting[inside] &= np.fromiter(map(_joins, text_of(shown[neighbours])), np.bool_, len(neighbours))
    return parting


@lru_cache(1 << 12)  # of all characters few stand beside blanks
def _joins(character: str) -> bool:
    return _JOINS.match(character) is not None


@cache
def _kinds() -> npt.NDArray[np.uint8]:
    """What each code point of a folded text is."""
    kinds = np.full(CODE_POINTS, _SHOWN, np.uint8)
    for first, last in _RANGE.findall(INVISIBLE):
        kinds[ord(first) : ord(last or first) + 1] = _INVISIBLE
    kinds[[ord(blank) for blank in _BLANKS_AFTER_FOLDING]] = _BLANK
    return kinds


def _in_other_wording(main: Reading, edits: list[Edit]) -> Reading:
    rewritten = rewrite(main.text, edits)
    breaks = filter(None, (_carried(position, rewritten) for position in main.breaks))
    return replace(_edited(main, rewritten), alternatives=rewritten.products, breaks=tuple(breaks))


def _carried(position: int, rewritten: Rewritten) -> int | None:
    """Where a break, which is never at 0, has gone; None when the word on both sides of it was replaced."""
    new = bisect_left(rewritten.starts, position)
    return new if rewritten.starts[new : new + 1] == array("I", [position]) else None


def _edited(reading: Reading, rewritten: Rewritten) -> Reading:
    """The reading with another text whose offsets count in the reading's text."""
    if reading.starts is None or reading.ends is None:
        return Reading(rewritten.text, rewritten.starts, rewritten.ends, ())
    starts = np.frombuffer(reading.starts, np.uint32)[np.frombuffer(rewritten.starts, np.uint32)]
    ends = np.frombuffer(reading.ends, np.uint32)[np.frombuffer(rewritten.ends, np.uint32) - np.uint32(1)]
    return Reading(rewritten.text, _offsets(starts), _offsets(ends), ())


def _offsets(offsets: npt.NDArray[np.integer]) -> array[int]:
    return array("I", offsets.astype(np.uint32).tobytes())
