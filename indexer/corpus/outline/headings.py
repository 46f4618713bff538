"""Which marks are headings? The form and the numbering count here, not what a heading is about.

At the beginning of a piece a heading needs no more than an end. Inside a piece, where a page lost its
line breaks, its number must go on with the numbers before it, and most of its siblings must be headings too.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import groupby, pairwise, zip_longest
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from indexer.corpus.furniture import is_furniture
from indexer.corpus.numerals import ENCLOSED
from indexer.corpus.outline.enumerations import heading_enumerations
from indexer.corpus.outline.extents import LONGEST_TITLE, extent
from indexer.corpus.outline.markers import CN, MAIN_KINDS, Mark, marks
from indexer.corpus.outline.pieces import pieces
from indexer.corpus.outline.runs import BORDERS, runs_below
from indexer.corpus.outline.tables import STATUTORY_TITLE, TableCues, is_table_row

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from indexer.corpus.outline.pieces import Piece
    from indexer.corpus.source_text import SourceText

__all__ = ["Heading", "find_headings"]


class Heading(msgspec.Struct, frozen=True, order=True):
    """A heading as found.

    Attributes:
        start: Offset of its marker.
        end: Offset after it.
        kind: Kind of marker, a key of `markers.RANKS`.
        number: Its number, 0 for one without.
        title: In plain form, without the marker.
        style: ``own`` line, ``runin`` (before text in the same line) or ``inline``.
    """

    start: int
    end: int
    kind: str
    number: int
    title: str
    style: str


_BARE = re.compile(r"[^,。;:、()\n]{0,20}(?:情况|意见|措施|问题|打算|事项|概述|工作|计划)")
_BARE_LENGTH = range(4, 25)
_SENTENCE_ENDS = frozenset('。;:!?》)」”"')
_SHORT = 30  # characters of a line that is no paragraph, so that nothing goes on in the next line

_TITLE = re.compile(r"(?=[^,。、)%的])(?:.*?[\u3400-\u9fff]){2}", re.DOTALL)  # one character: a label that a column cut
_NO_TITLE = re.compile(
    rf"[{ENCLOSED}]|(?:未|没有)(?:发生|收到|产生|收取|受理|出现|接到|涉及)|[为是](?:零|0)\Z|,\([一二三四五六七八九十]\)|,[一二三四五六七八九十]、|\.(?:docx?|pdf|xlsx?|wps|zip|rar)\Z"
)
"""A list of headings, a sentence that says that there was nothing, the name of an attached file."""
_COUNT = re.compile(r"[0-9]余?[万亿千百]?余?[元件条次人份篇期场部例项宗%](?!大)")
"""What a line of its own may say (召开新闻发布会4场), but no title that runs into its text."""
_TITLE_EDGES = " 。:;\n"
_ANNEX = re.compile(r"表|说明|解释|指标")
_COMMA = re.compile(r"[,、。;:]")
_HALF = 0.5


def find_headings(source: SourceText, speaker: str) -> list[Heading]:
    """Find every heading of a text, in order; they do not overlap.

    Args:
        source: The text.
        speaker: Name of the issuing body as its title has it; empty when not known.
    """
    finder = _Finder(source.plain, speaker)
    parts = list(pieces(source))
    found = marks(source.plain, parts)
    main = list(finder.main(mark for mark in found if mark.kind in MAIN_KINDS))
    below = _below_first(finder.below(found, main), main)
    enumerated = finder.headings(heading_enumerations(source.plain, parts))
    bare = [] if any(heading.kind == "cn_comma" for heading in main) else finder.bare(parts)
    return _without_contents(source.plain, _cut_at_next(sorted([*main, *below, *enumerated, *bare])))


class _Finder:
    def __init__(self, plain: str, speaker: str) -> None:
        self._plain = plain
        self._speaker = speaker
        self._cues = TableCues(plain)

    def headings(self, found: Iterable[Mark]) -> list[Heading]:
        """The headings among marks, judged by their form."""
        return [heading for mark in found if (heading := self._heading(mark))]

    def _heading(self, mark: Mark) -> Heading | None:
        found = extent(self._plain, mark, self._speaker)
        return self._named(mark, found.end, found.style) if found else None

    def _named(self, mark: Mark, end: int, style: str) -> Heading | None:
        """The heading with this extent, if what it says can be a title."""
        title = self._plain[mark.title : end].strip(_TITLE_EDGES)
        if not _TITLE.match(title) or is_table_row(title) or title[-1].isdigit() or _NO_TITLE.search(title):
            return None
        if style == "inline" and _COUNT.search(title):
            return None
        if mark.kind == "annex" and not _ANNEX.search(self._plain, mark.start, end):
            return None
        return Heading(mark.start, end, mark.kind, mark.number, title, style)

    def main(self, found: Iterable[Mark]) -> Iterator[Heading]:
        """Yield the headings that part the report; rows of the statistics table look like them but begin anew."""
        start = number = 0
        for mark in found:
            goes_on = bool(number) and mark.number == number + 1
            if self._cues.in_statistics(start, mark.start) and mark.kind == "cn_comma" and not goes_on:
                continue
            if mark.inside and not _continues(self._plain, mark, number):
                continue
            if self._plain[mark.start : mark.title].rstrip()[-1] in CN and mark.number != number + 1:
                continue  # a number with nothing but a blank behind it
            if heading := self._heading(mark):
                yield heading
                start = heading.start
                number = heading.number if heading.kind == "cn_comma" else number

    def below(self, found: Iterable[Mark], main: Sequence[Heading]) -> Iterator[Heading]:
        """Yield the numbered headings below the main ones, outside of tables."""
        starts = [heading.start for heading in main]
        for index, group in groupby(found, key=lambda mark: bisect_right(starts, mark.start)):
            start = starts[index - 1] if index else 0
            members = [mark for mark in group if not self._cues.in_table(start, mark.start)]
            yield from self.headings(mark for mark in members if not mark.inside and mark.kind not in MAIN_KINDS)
            for run in runs_below(self._plain, members):
                yield from self._run(run)

    def _run(self, run: Sequence[Mark]) -> Iterator[Heading]:
        """Yield the members of a run that stand inside a piece, if at least half of all are headings by their form."""
        headings = {mark: self._heading(mark) for mark in run}
        lengths = {len(heading.title) for heading in headings.values() if heading}
        if sum(heading is not None for heading in headings.values()) < _HALF * len(run):
            return
        for mark, heading in headings.items():
            if mark.inside and (found := heading or self._parallel(mark, lengths)):
                yield found

    def _parallel(self, mark: Mark, lengths: Collection[int]) -> Heading | None:
        """A heading that runs into its text: as long as its siblings if these are equally long, else up to a comma."""
        window = self._plain[mark.title : min(mark.limit, mark.title + LONGEST_TITLE)]
        comma = _COMMA.search(window)
        length = next(iter(lengths)) if len(lengths) == 1 else comma.start() if comma else 0
        return self._named(mark, mark.title + length, "inline") if length else None

    def bare(self, parts: Sequence[Piece]) -> Iterator[Heading]:
        """Yield short lines without a number that end as headings do, behind a finished line; never the first line."""
        for before, (start, end) in pairwise(parts):
            line = self._plain[start:end]
            if end - start not in _BARE_LENGTH or not _BARE.fullmatch(line) or is_furniture(line) or is_table_row(line):
                continue
            over = before.end - before.start < _SHORT or self._plain[before.end - 1] in _SENTENCE_ENDS
            if over and not self._cues.in_table(0, start):
                yield Heading(start, end, "bare", 0, line, "own")


def _below_first(below: Iterable[Heading], main: Sequence[Heading]) -> Iterator[Heading]:
    """Leave out what is numbered above 一、: the report says there how it was made, and lists it."""
    first = main[0] if main and main[0].number == 1 else None
    return (heading for heading in below if first is None or heading.start > first.start)


def _continues(plain: str, mark: Mark, number: int) -> bool:
    """Whether a main mark inside a piece stands behind a border and goes on with the numbers; one may be lost."""
    at_border = plain[mark.start - 1] in BORDERS
    if mark.kind == "annex":
        return at_border
    statutory = STATUTORY_TITLE.match(plain, mark.start) is not None
    return mark.number - number in {1, 2} and (at_border or statutory)


def _cut_at_next(headings: Sequence[Heading]) -> list[Heading]:
    """End every heading where the next one begins at the latest."""
    cut = []
    for heading, following in zip_longest(headings, headings[1:]):
        if following and heading.end > following.start:
            lost = heading.end - following.start
            heading = replace(heading, end=following.start, title=heading.title[:-lost])  # noqa: PLW2901 - the same, shorter
        if heading.title:
            cut.append(heading)
    return cut


def _without_contents(plain: str, headings: Sequence[Heading]) -> list[Heading]:
    """Leave out the entries of a table of contents: nothing stands below them, and they come again."""
    last = {(heading.kind, heading.number, heading.title): heading.start for heading in headings}
    kept = []
    for heading, following in zip_longest(headings, headings[1:]):
        comes_again = last[heading.kind, heading.number, heading.title] > heading.start
        if not (comes_again and following and not plain[heading.end : following.start].strip()):
            kept.append(heading)
    return kept
