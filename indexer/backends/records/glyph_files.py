"""The glyphs of all reports of an index segment on disk, by which exact mode tells spellings apart.

pairs.bin       canonical characters, what they mostly stand for in some reports, and where the list of these ends
reports.bin     the lists: report numbers of the segment
places.bin      where in the text of the segment something else stands
others.bin      what stands there
blanks.bin      characters before which the source has one blank (U+0020) that the reading leaves out
gaps.bin        those before which it leaves out something else, but for those at `TextLayout.breaks`

Each is one packed list behind its kind (`indexer.backends.files.packing`), or empty; places, blanks and gaps are steps.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from indexer.analysis import equivalents
from indexer.backends.files.packing import pack, unpack
from indexer.backends.time_limit import check_time
from indexer.code_points import code_points

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from indexer.analysis import Reading
    from indexer.backends.arrays import BoolArray, IntArray
    from indexer.backends.files.checked_file import CheckedFile
    from indexer.backends.records.glyphs import Glyphs
    from indexer.backends.text_layout import TextLayout
    from indexer.query.tree import Exact

__all__ = ["GLYPH_FILES", "GlyphSegment", "GlyphWriter", "Typed"]

GLYPH_FILES = ("pairs.bin", "reports.bin", "places.bin", "others.bin", "blanks.bin", "gaps.bin")
"""Names of the files."""

_PAIR = 3  # columns of pairs
_WITH_ONE = 2  # characters from one to the next where one is left out between them

_Numbers: TypeAlias = npt.NDArray[np.integer[Any]]


class Typed(NamedTuple):
    """What was typed, beside a needle.

    Attributes:
        characters: As many as the needle has; each was typed where the needle has its canonical form.
        blanks: Offsets in the needle before which one blank was typed that the needle does not have, ascending.
    """

    characters: str
    blanks: tuple[int, ...]

    @classmethod
    def of(cls, exact: Exact) -> Typed | None:
        """None where something else was typed that the needle does not have, such as two blanks or a joiner."""
        characters, blanks = "", []
        for character in exact.typed:
            if character == " " != exact.needle[len(characters) : len(characters) + 1]:  # not one between Latin words
                blanks.append(len(characters))
            else:
                characters += character
        inside = len(characters) == len(exact.needle) and not {0, len(characters)} & {*blanks}
        return cls(characters, tuple(blanks)) if inside and len({*blanks}) == len(blanks) else None


class GlyphWriter:
    """Takes the glyphs of reports one by one, in the order in which their texts are laid."""

    def __init__(self) -> None:
        self._glyphs: list[Glyphs] = []
        self._blanks: list[IntArray] = []
        self._gaps: list[IntArray] = []

    def add(self, glyphs: Glyphs, original: str, main: Reading) -> None:
        """Take those of the next report, given its text and its main reading."""
        self._glyphs.append(glyphs)
        blanks, gaps = _left_out(original, main)
        self._blanks.append(blanks)
        self._gaps.append(gaps)

    def write(self, folder: Path, begins: IntArray) -> None:
        """Write them into a folder, which is made.

        Args:
            folder: Where to.
            begins: Where the main text of each report begins.

        Raises:
            OSError: The disk refuses.
        """
        pairs, reports = self._pairs()
        places = _steps([glyphs.places for glyphs in self._glyphs], begins)
        others = _joined([glyphs.others for glyphs in self._glyphs])
        lists = pairs.ravel(), reports, places, others, _steps(self._blanks, begins), _steps(self._gaps, begins)
        folder.mkdir(parents=True, exist_ok=True)
        for name, numbers in zip(GLYPH_FILES, lists, strict=True):
            (folder / name).write_bytes(_packed(numbers))

    def _pairs(self) -> tuple[_Numbers, _Numbers]:
        """The distinct pairs, each with the end of its list, and the lists."""
        read, written = (_joined([getattr(glyphs, side) for glyphs in self._glyphs]) for side in ("read", "written"))
        reports = np.repeat(np.arange(len(self._glyphs)), [len(glyphs.read) for glyphs in self._glyphs])
        order = np.lexsort((reports, written, read))
        read, written = read[order], written[order]
        last = np.append((read[1:] != read[:-1]) | (written[1:] != written[:-1]), True)[: len(read)]
        ends = np.flatnonzero(last) + 1
        return np.stack((read[last], written[last], ends), axis=1), reports[order]


def _left_out(original: str, main: Reading) -> tuple[IntArray, IntArray]:
    """Before which characters of a reading one blank of the source is left out, and before which something else.

    Its breaks are not among them.
    """
    if main.starts is None:
        return np.empty(0, np.int32), np.empty(0, np.int32)
    starts = np.frombuffer(main.starts, np.uint32)
    steps = np.append(1, starts[1:] - starts[:-1])[: len(starts)]
    steps[list(main.breaks)] = 1
    apart = np.flatnonzero(steps != 1)
    blank = (steps[apart] == _WITH_ONE) & (code_points(original)[starts[apart] - np.uint32(1)] == ord(" "))
    return apart[blank].astype(np.int32), apart[~blank].astype(np.int32)


def _joined(parts: Sequence[_Numbers]) -> _Numbers:
    return np.concatenate(parts) if parts else np.empty(0, np.int32)


def _steps(places: Sequence[IntArray], begins: IntArray) -> _Numbers:
    """From one place to the next, of those of all reports."""
    return np.diff(_joined([mine + begin for mine, begin in zip(places, begins, strict=True)]), prepend=0)


def _packed(numbers: _Numbers) -> bytes:
    packed = pack(numbers, np.array([len(numbers)] if len(numbers) else [], np.int64))
    return packed.kinds.tobytes() + packed.data.tobytes()


class GlyphSegment:
    """What `GlyphWriter` wrote, read where a search asks for it.

    Args:
        files: Its files, by the names in `GLYPH_FILES`.
        layout: What lies where in the text of the same segment.

    Raises:
        IndexCorrupt: Where reading comes upon damage.
    """

    def __init__(self, files: Mapping[str, CheckedFile], layout: TextLayout) -> None:
        self._files = files
        self._begins, self._breaks = layout.reports[:, 0], layout.breaks

    def interrupted(self, starts: IntArray, size: int) -> BoolArray:
        """Which stretches of so many characters of main texts, ascending, leave out something of their source."""
        return _holding_any(starts + np.int32(1), size - 1, self._left_out(self._steps("blanks.bin")))

    def _left_out(self, blanks: IntArray) -> tuple[IntArray, ...]:
        """Before which characters something of the source is left out, given those before which it is one blank."""
        return self._breaks, blanks, self._steps("gaps.bin")

    def written(self, starts: IntArray, needle: str, typed: Typed) -> BoolArray:
        """At which places of a needle, ascending, the source has just what was typed.

        A character of a main reading stands for at least one of its source, which is no other's; so where nothing is
        left out, characters and source go side by side, and anywhere else the source has more than was typed.
        """
        found = self._characters(starts, needle, typed.characters)
        blanks = self._steps("blanks.bin")
        left_out = self._left_out(blanks)
        for first, end in pairwise((0, *typed.blanks, len(needle))):
            found &= ~_holding_any(starts + np.int32(first + 1), end - first - 1, left_out)
        for offset in typed.blanks:
            found &= _holding(starts + np.int32(offset), 1, blanks)
        return found

    def _characters(self, starts: IntArray, needle: str, typed: str) -> BoolArray:
        """At which places of a needle each of its characters stands for the one that was typed."""
        mostly = self._mostly(needle, typed)
        borders = np.searchsorted(starts, self._begins)
        reports = np.repeat(np.arange(len(borders)), np.diff(np.append(borders, len(starts))))
        found: BoolArray = np.logical_and.reduce(mostly)[reports]
        places, others = self._steps("places.bin"), self._numbers("others.bin")
        odd = np.flatnonzero(_holding(starts, len(needle), places))
        found[odd] = True
        for offset, (character, usual) in enumerate(zip(typed, mostly, strict=True)):
            check_time()
            positions = starts[odd] + np.int32(offset)
            at = np.minimum(np.searchsorted(places, positions), len(places) - 1)
            found[odd] &= np.where(
                places[at] == positions, np.isin(others[at], equivalents(character)), usual[reports[odd]]
            )
        return found

    def _mostly(self, needle: str, typed: str) -> list[BoolArray]:
        """For each canonical character in which reports it mostly stands for the one that was typed."""
        pairs, lists = self._numbers("pairs.bin").reshape(-1, _PAIR), self._numbers("reports.bin")
        found = []
        for character, wanted in zip(map(ord, needle), map(equivalents, typed), strict=True):
            mostly = np.full(len(self._begins), character in wanted)
            for pair in np.flatnonzero(pairs[:, 0] == character).tolist():
                first = int(pairs[pair - 1, 2]) if pair else 0
                mostly[lists[first : int(pairs[pair, 2])]] = pairs[pair, 1] in wanted
            found.append(mostly)
        return found

    def _steps(self, name: str) -> IntArray:
        """The ascending numbers whose steps are in a file."""
        return np.cumsum(self._numbers(name), dtype=np.int32)

    def _numbers(self, name: str) -> _Numbers:
        """The numbers in a file. They take little room and are few, so nothing is kept of them."""
        packed = np.frombuffer(self._files[name].whole(), np.uint8)
        return unpack(int(packed[0]), packed[1:]) if len(packed) else np.empty(0, np.int32)


def _holding_any(starts: IntArray, size: int, lists: Sequence[IntArray]) -> BoolArray:
    """Which stretches of so many positions hold a mark of any of some lists."""
    holding = np.zeros(len(starts), np.bool_)
    for marks in lists if size else ():
        holding |= _holding(starts, size, marks)
    return holding


def _holding(starts: IntArray, size: int, marks: IntArray) -> BoolArray:
    """Which stretches of so many positions, at least one, hold a mark; all ascend.

    Few stretches are looked for among the marks. Of many, which are short, each position is looked at: to look for the
    marks among them takes five times as long.
    """
    if len(starts) < len(marks):
        following = np.searchsorted(marks, starts)
        return (following < len(marks)) & (marks.take(following, mode="clip") < starts + np.int32(size))
    holding = np.zeros(len(starts), np.bool_)
    if len(marks):
        marked = np.zeros(max(int(starts[-1]) + size, int(marks[-1]) + 1), np.bool_)
        marked[marks] = True
        for offset in range(size):
            holding |= marked.take(starts + np.int32(offset))
    return holding
