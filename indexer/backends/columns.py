"""What filters, counts and sort orders need of every report: arrays, stored by index segment."""

from __future__ import annotations

import hashlib
from itertools import chain, compress
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

import msgspec
import numpy as np
import numpy.typing as npt

from indexer.analysis import BINS
from indexer.backends.base import Columns, IndexedReport
from indexer.backends.files.packing import Narrow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.backends.arrays import BoolArray
    from indexer.model import RegionOfReport

__all__ = ["ReportTable"]

_LEVELS = 3  # province, prefecture, county
_DIGEST_HEX = 15  # hexadecimal digits: 60 bits, a chance of 10⁻⁸ that any two of 100,000 texts agree by accident

_KINDS: dict[str, npt.DTypeLike] = {"digest": np.int64, "body": np.int64, "reworded": np.bool_, "signatures": np.uint8}
_WIDTHS = {"region": _LEVELS, "signatures": BINS}
_OF_ROWS = ("slug_of_row", "text_length", "heading_length")


class ReportTable(msgspec.Struct, frozen=True):
    """The arrays of a number of reports, as they are stored; `columns` gives them as they are used.

    Attributes:
        ids: Report ids.
        titles: Canonical forms of the shown titles.
        written_titles: Shown titles in NFC; empty where that is the canonical form, as mostly.
        row_counts: Rows of each report.
        slug_of_row: Slug number of each row.
        text_length: Words of each row's text.
        heading_length: Words of each row's headings.
        title_length: Words of each report's title.
        year: Report year, 0 when unknown.
        region: Codes of the path by level, 0 where there is none; shape ``(reports, 3)``.
        digest: Start of the hash of each text's canonical form.
        reworded: Whether each report has a second reading in mainland wording.
        signatures: Signature of each text; shape ``(reports, BINS)``.
        body: Start of the hash of each body key; 0 when the body is unknown.
    """

    ids: tuple[str, ...]
    titles: tuple[str, ...]
    written_titles: tuple[str, ...]
    row_counts: npt.NDArray[Any]
    slug_of_row: npt.NDArray[Any]
    text_length: npt.NDArray[Any]
    heading_length: npt.NDArray[Any]
    title_length: npt.NDArray[Any]
    year: npt.NDArray[Any]
    region: npt.NDArray[Any]
    digest: npt.NDArray[Any]
    reworded: npt.NDArray[Any]
    signatures: npt.NDArray[Any]
    body: npt.NDArray[Any]

    @classmethod
    def of(cls, reports: Sequence[IndexedReport]) -> ReportTable:
        """Take those of reports that are about to be indexed, in order."""
        rows = [row for report in reports for row in report.rows]
        known = [report.stored.report for report in reports]
        values: dict[str, npt.ArrayLike] = {
            "row_counts": [len(report.rows) for report in reports],
            "slug_of_row": [row.slug for row in rows],
            "text_length": [row.words.total for row in rows],
            "heading_length": [row.heading_words.total for row in rows],
            "title_length": [report.title_words.total for report in reports],
            "year": [report.year.value or 0 for report in known],
            "region": [_path_codes(report.region.value) for report in known],
            "digest": [_digest(report.text_sha256) for report in reports],
            "reworded": [bool(report.text.second) for report in reports],
            "signatures": np.frombuffer(b"".join([report.signature for report in reports]), np.uint8),
            "body": [_body(report.body_key) for report in reports],
        }
        return cls(
            ids=tuple(report.id for report in known),
            titles=tuple(report.canonical_title for report in reports),
            written_titles=tuple(map(_written_title, reports)),
            **{name: _shaped(name, np.array(column, _kind(name))) for name, column in values.items()},
        )

    def only(self, kept: BoolArray) -> ReportTable:
        """The table of some of its reports."""
        if kept.all():
            return self
        kept_rows = np.repeat(kept, self.row_counts)
        flags = kept.tolist()
        ids, titles, written_titles = (tuple(compress(getattr(self, name), flags)) for name in _STRINGS)
        return ReportTable(
            ids,
            titles,
            written_titles,
            **{name: getattr(self, name)[kept_rows if name in _OF_ROWS else kept] for name in _ARRAYS},
        )

    @classmethod
    def joined(cls, tables: Sequence[ReportTable]) -> ReportTable:
        """One table of several that follow one another."""
        tables = tables or [cls.of([])]
        ids, titles, written_titles = (
            tuple(chain.from_iterable(getattr(table, name) for table in tables)) for name in _STRINGS
        )
        return cls(
            ids,
            titles,
            written_titles,
            **{name: np.concatenate([getattr(table, name) for table in tables]) for name in _ARRAYS},
        )

    def written_title(self, report: int) -> str:
        """The title of a report as it is shown, in NFC."""
        return self.written_titles[report] or self.titles[report]

    def columns(self) -> Columns:
        """The arrays as they are used."""
        ends = np.cumsum(self.row_counts, dtype=np.int32)
        return Columns(
            report_of_row=np.repeat(np.arange(len(self.ids), dtype=np.int32), self.row_counts),
            slug_of_row=self.slug_of_row,
            first_row=ends - self.row_counts,
            ids=self.ids,
            id_rank=_ranks(self.ids),
            year=self.year,
            region=self.region,
            text_length=self.text_length,
            heading_length=self.heading_length,
            title_length=self.title_length,
            digest=self.digest,
            reworded=self.reworded,
            signatures=self.signatures.T,
            body=self.body,
        )

    def to_bytes(self) -> bytes:
        """Encode."""
        arrays = {name: Narrow.of(getattr(self, name).ravel()) for name in _ARRAYS}
        return msgspec.msgpack.encode(_Packed(self.ids, self.titles, self.written_titles, arrays))

    @classmethod
    def from_bytes(cls, data: bytes) -> ReportTable:
        """Decode what `to_bytes` gave."""
        packed = _PACKED.decode(data)
        arrays = {name: _shaped(name, packed.arrays[name].numbers().astype(_kind(name))) for name in _ARRAYS}
        return cls(packed.ids, packed.titles, packed.written_titles, **arrays)


def _written_title(report: IndexedReport) -> str:
    written = normalize("NFC", report.stored.report.title)
    return written if written != report.canonical_title else ""


_STRINGS = ("ids", "titles", "written_titles")
_ARRAYS = tuple(name for name in ReportTable.__struct_fields__ if name not in _STRINGS)


class _Packed(msgspec.Struct, frozen=True):
    ids: tuple[str, ...]
    titles: tuple[str, ...]
    written_titles: tuple[str, ...]
    arrays: dict[str, Narrow]


_PACKED = msgspec.msgpack.Decoder(_Packed)


def _kind(name: str) -> np.dtype[Any]:
    return np.dtype(_KINDS.get(name, np.int32))


def _shaped(name: str, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
    return values.reshape(-1, _WIDTHS[name]) if name in _WIDTHS else values


def _digest(sha256: str) -> int:
    return int(sha256[:_DIGEST_HEX], 16)


def _body(key: str) -> int:
    return _digest(hashlib.sha256(key.encode()).hexdigest()) if key else 0


def _ranks(ids: Sequence[str]) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    ranks = np.empty(len(ids), np.int32)
    ranks[sorted(range(len(ids)), key=ids.__getitem__)] = np.arange(len(ids), dtype=np.int32)
    return ranks


def _path_codes(region: RegionOfReport | None) -> tuple[int, int, int]:
    """Place the codes of a path by level: province codes end in 0000, prefecture codes in 00."""
    levels = [0, 0, 0]
    for place in region.path if region else ():
        level = 0 if place.code.endswith("0000") else 1 if place.code.endswith("00") else 2
        levels[level] = int(place.code)
    return levels[0], levels[1], levels[2]
