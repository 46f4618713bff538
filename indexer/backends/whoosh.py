"""The embedded backend: several index segments as one index.

A segment is written once and never changed; an update adds segments and leaves reports of older ones out. Rows and
reports are numbered anew over what is left when the index opens, so nothing above knows of segments, and every answer
is that of an index built at once from the reports that are left.
"""

from __future__ import annotations

import weakref
from collections import Counter
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from indexer.analysis import canon
from indexer.backends.base import NO_POSTINGS, BoolArray, IntArray, Postings, TermPostings
from indexer.backends.cache import ByteCache
from indexer.backends.columns import ReportTable
from indexer.backends.lexicon.counts import LexiconCounts
from indexer.backends.lexicon.folder import LexiconFolder
from indexer.backends.lexicon.lexicon import Lexicon
from indexer.backends.located import written_in_sources
from indexer.backends.records.glyph_files import Typed
from indexer.backends.records.record import from_records
from indexer.backends.text.corpus import CorpusText
from indexer.backends.text.report import stored_text
from indexer.backends.whoosh_segment import WhooshSegment
from indexer.errors import REBUILD, IndexCorrupt

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from indexer.backends.records.record import Kept
    from indexer.backends.stored import StoredReport, StoredText
    from indexer.backends.text.segment import TextSegment
    from indexer.query.tree import Exact

__all__ = ["SegmentRef", "WhooshIndex"]

_CHARACTERS = 1 << 18
"""Characters of reports that are decoded together, at twenty bytes for each; those of a page mostly have fewer."""

_GONE = -1  # number of a report or row that was deleted
_NOWHERE = np.empty(0, np.int32)


class SegmentRef(msgspec.Struct, frozen=True):
    """An index segment as an index uses it.

    Attributes:
        folder: What `write_segment` filled. It must be one's own: Whoosh unpickles some of its files.
        deleted: Ids of its reports that are left out.
    """

    folder: Path
    deleted: frozenset[str] = frozenset()


class _Part(msgspec.Struct, frozen=True):
    """One open segment and the numbers of its reports and rows in the whole.

    Attributes:
        segment: The segment.
        report_numbers: Number in the whole of each of its reports, ascending; -1 for one left out.
        row_numbers: The same for its rows.
        first_row: Number of its first row if none is left out; else None.
    """

    segment: WhooshSegment
    report_numbers: IntArray
    row_numbers: IntArray
    first_row: int | None


class WhooshIndex:
    """An open index. Safe to share between threads.

    Args:
        segments: Its segments, in the order in which their reports are numbered.
        cache_bytes: Memory for records that were read; without it every record is read from disk each time.
        lexicon: Folder of what can be suggested from all of them; without it that is put together when it is asked for.

    Raises:
        IndexCorrupt: A segment is damaged or incomplete, lacks a report that it should leave out, or two segments
            hold reports of one id.
    """

    def __init__(self, segments: Sequence[SegmentRef], cache_bytes: int = 0, lexicon: Path | None = None) -> None:
        # Reports take several times the room of their texts, and both are asked for report by report.
        self._texts: ByteCache[StoredText] = ByteCache(cache_bytes // 3, lambda text: text.memory)
        self._reports: ByteCache[StoredReport] = ByteCache(cache_bytes - cache_bytes // 3, lambda stored: stored.memory)
        self._opened: list[WhooshSegment | LexiconFolder] = []
        # Whoever searches keeps the index alive; its files are closed when the last one lets go.
        self._close = weakref.finalize(self, _close_all, self._opened)
        try:
            self._open(segments)
            self._lexicon = self._opened_lexicon(lexicon) if lexicon else None
        except IndexCorrupt:
            self._close()
            raise

    def _open(self, segments: Sequence[SegmentRef]) -> None:
        self._parts: list[_Part] = []
        tables: list[ReportTable] = []
        texts: list[tuple[TextSegment, BoolArray]] = []
        reports = rows = 0
        for reference in segments:
            segment = WhooshSegment(reference.folder)
            self._opened.append(segment)
            kept = _kept(segment, reference)
            kept_rows = np.repeat(kept, segment.table.row_counts)
            first_row = rows if kept.all() else None
            self._parts.append(_Part(segment, _numbers(kept, reports), _numbers(kept_rows, rows), first_row))
            tables.append(segment.table.only(kept))
            texts.append((segment.texts, kept))
            reports += int(kept.sum())
            rows += int(kept_rows.sum())
        self._table = ReportTable.joined(tables)
        self.columns = self._table.columns()
        self.texts = CorpusText(texts)
        _check_ids(self.columns.ids, segments)
        places = [np.flatnonzero(part.report_numbers != _GONE) for part in self._parts]
        self._owners = np.repeat(np.arange(len(places)), [len(kept) for kept in places])
        self._locals = np.concatenate(places) if places else np.empty(0, np.int64)

    def _opened_lexicon(self, folder: Path) -> Lexicon:
        opened = LexiconFolder(folder)
        self._opened.append(opened)
        return opened.lexicon

    def postings(self, term: str) -> TermPostings:
        """See `Index.postings`."""
        found = [(part, part.segment.postings(term)) for part in self._parts]
        return TermPostings(
            heading=_joined((part, lists.heading) for part, lists in found),
            text=_joined((part, lists.text) for part, lists in found),
            title=_joined((part, lists.title) for part, lists in found),
            strays=self._strays(term, [lists for _, lists in found]),
        )

    def _strays(self, term: str, lists: Sequence[TermPostings]) -> IntArray | None:
        """The strays of a term in all segments; where one has no such word, they are the places of its spelling."""
        known = [each.strays is not None for each in lists if len(each.text.rows)]
        if not known or not all(known):
            return None
        found = []
        for number, each in enumerate(lists):
            if len(each.text.rows) and each.strays is not None:
                found.append(self.texts.placed(number, each.strays))
            else:
                found.append(self.texts.find_in(number, canon(term)))
        return np.concatenate([_NOWHERE, *found])

    def text(self, report: int) -> StoredText:
        """See `Index.text`."""
        first_row = int(self.columns.first_row[report])
        return self._texts.get(report, lambda: stored_text(self.texts, report, first_row))

    def stored(self, report: int) -> StoredReport:
        """See `Index.stored`."""
        return self.stored_all([report])[0]

    def stored_all(self, reports: Sequence[int]) -> list[StoredReport]:
        """See `Index.stored_all`."""
        return self._reports.get_all(reports, lambda missing: self._read([reports[place] for place in missing]))

    def _read(self, reports: Sequence[int]) -> list[StoredReport]:
        """Read reports, together as long as their texts are short."""
        found: list[StoredReport] = []
        together: list[Kept] = []
        left = _CHARACTERS
        begins, ends = self.texts.layout.reports[reports, :2].T.tolist()
        for report, begin, end in zip(reports, begins, ends, strict=True):
            left -= end - begin
            if together and left < 0:
                found += from_records(together)
                together, left = [], _CHARACTERS - (end - begin)
            together.append(self._parts[int(self._owners[report])].segment.kept(int(self._locals[report])))
        return [*found, *from_records(together)]

    def written(self, starts: IntArray, exact: Exact) -> BoolArray:
        """See `Index.written`; reads reports only for what is left out of a reading and is no single blank."""
        size, typed = len(exact.needle), Typed.of(exact)
        glyphs = [part.segment.glyphs for part in self._parts]
        if typed:
            compared = [partial(each.written, needle=exact.needle, typed=typed) for each in glyphs]
            return self.texts.of_ascending(starts, compared, np.bool_)
        interrupted = [partial(each.interrupted, size=size) for each in glyphs]
        possible: BoolArray = self.texts.of_ascending(starts, interrupted, np.bool_)
        possible[possible] = written_in_sources(self, starts[possible], exact)
        return possible

    def titles(self) -> Sequence[str]:
        """See `Index.titles`."""
        return self._table.titles

    def written_title(self, report: int) -> str:
        """See `Index.written_title`."""
        return self._table.written_title(report)

    @cached_property
    def lexicon(self) -> Lexicon:
        """See `Index.lexicon`."""
        if self._lexicon is not None:
            return self._lexicon
        return Lexicon.of(LexiconCounts.joined(part.segment.lexicon_counts() for part in self._parts).entries())

    def close(self) -> None:
        """Close the files."""
        self._close()


def _joined(lists: Iterable[tuple[_Part, Postings]]) -> Postings:
    """The lists of one term in all segments as one, whose rows are numbered in the whole."""
    found = [_numbered(part, postings) for part, postings in lists if len(postings.rows)]
    if len(found) <= 1:
        return found[0] if found else NO_POSTINGS
    return Postings(
        np.concatenate([postings.rows for postings in found]),
        np.concatenate([postings.frequencies for postings in found]),
    )


def _numbered(part: _Part, postings: Postings) -> Postings:
    if part.first_row is not None:
        return Postings(postings.rows + np.int32(part.first_row), postings.frequencies)
    rows = part.row_numbers[postings.rows]
    kept = rows != _GONE
    return Postings(rows[kept], postings.frequencies[kept])


def _kept(segment: WhooshSegment, reference: SegmentRef) -> BoolArray:
    """Which reports of a segment stay."""
    ids = segment.table.ids
    if strangers := reference.deleted.difference(ids):
        raise IndexCorrupt(f"{reference.folder} does not hold the report {min(strangers)!r} it leaves out; {REBUILD}")
    if not reference.deleted:
        return np.ones(len(ids), np.bool_)
    return np.array([report_id not in reference.deleted for report_id in ids], np.bool_)


def _numbers(kept: BoolArray, first: int) -> IntArray:
    """Number what stays from `first` on."""
    numbers = np.cumsum(kept, dtype=np.int32) + np.int32(first - 1)
    return np.where(kept, numbers, np.int32(_GONE))


def _check_ids(ids: Sequence[str], segments: Sequence[SegmentRef]) -> None:
    if len(set(ids)) < len(ids):
        name, count = Counter(ids).most_common(1)[0]
        raise IndexCorrupt(f"{segments[0].folder.parent} holds {count} reports with the id {name!r}; {REBUILD}")


def _close_all(opened: Sequence[WhooshSegment | LexiconFolder]) -> None:
    for part in opened:
        part.close()
