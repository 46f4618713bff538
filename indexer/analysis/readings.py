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
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from indexer.analysis.characters import HAN, INVISIBLE, NUMBER_SIGNS, WORD_SIGNS
from indexer.analysis.fold import fold
from indexer.analysis.reading import Reading
from indexer.analysis.rewriting import Edit, Rewritten, rewrite
from indexer.analysis.script import TRADITIONAL_FROM, t2s, trad_ratio

if TYPE_CHECKING:
    from indexer.analysis.taiwan import TaiwanTerms

__all__ = ["readings_of"]

_INVISIBLE_RUNS = re.compile(f"[{INVISIBLE}]+")

_JOINED = rf"{NUMBER_SIGNS}{WORD_SIGNS}\w"  # and not Han, which \w has too

_JOINS = re.compile(rf"(?![{HAN}])[{_JOINED}]")
_BLANK_RUNS = re.compile(r"[ \n]+")


def readings_of(source: str, taiwan: TaiwanTerms) -> tuple[Reading, ...]:
    """Give the main reading and, where Taiwan wording was found in a Traditional text, the one in mainland wording."""
    folded = _without_layout(fold(source))
    main = replace(folded, text=t2s(folded.text))
    if trad_ratio(folded.text, main.text) < TRADITIONAL_FROM:
        return (main,)
    edits = taiwan.edits(main.text)
    return (main, _in_other_wording(main, edits)) if edits else (main,)


def _without_layout(folded: str) -> Reading:
    """Drop invisible characters first, because they may stand inside a run of blanks."""
    invisible = [Edit(*match.span(), "") for match in _INVISIBLE_RUNS.finditer(folded)]
    plain = Reading(folded, None, None, ())
    shown = _edited(plain, rewrite(folded, invisible)) if invisible else plain
    runs = [(run, _blank_for(run)) for run in _BLANK_RUNS.finditer(shown.text)]
    runs = [(run, blank) for run, blank in runs if run[0] != blank]
    if not runs:
        return shown
    rewritten = rewrite(shown.text, [Edit(run.start(), run.end(), blank) for run, blank in runs])
    removed_at = zip((start for start, _ in rewritten.products), runs, strict=True)
    breaks = (place for place, (run, blank) in removed_at if not blank and "\n" in run[0])
    inside = tuple(place for place in breaks if 0 < place < len(rewritten.text))
    return replace(_edited(shown, rewritten), breaks=inside)


def _blank_for(run: re.Match[str]) -> str:
    """What becomes of a run of blanks: one where it parts two numbers or words of an alphabet, else nothing."""
    text, start = run.string, run.start()
    return " " if start and _JOINS.match(text, start - 1) and _JOINS.match(text, run.end()) else ""


def _in_other_wording(main: Reading, edits: list[Edit]) -> Reading:
    rewritten = rewrite(main.text, edits)
    breaks = filter(None, (_carried(position, rewritten) for position in main.breaks))
    return replace(_edited(main, rewritten), alts=rewritten.products, breaks=tuple(breaks))


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
    return Reading(rewritten.text, array("I", starts.tobytes()), array("I", ends.tobytes()), ())
