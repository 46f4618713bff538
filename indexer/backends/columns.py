"""The small record that each report leaves in an index for filters, counts and order, and arrays of all of them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from indexer.analysis import BINS
from indexer.backends.base import Columns, IndexedReport

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.model import RegionOfReport

__all__ = ["ReportEntry", "columns_of"]

_LEVELS = 3  # province, prefecture, county
_DIGEST_HEX = 15  # hexadecimal digits: 60 bits, a chance of 10⁻⁸ that any two of 100,000 texts agree by accident


@dataclass(frozen=True, slots=True)
class ReportEntry:
    """Everything that opening an index must know of a report.

    Attributes:
        id: Report id.
        year: Report year, 0 when unknown.
        region: Codes of the path by level, 0 where there is none.
        canonical_title: Canonical form of the shown title.
        title_length: Words of the title.
        rows: For each row: slug number, words of its text, words of its headings.
        digest: Start of the hash of the text's canonical form.
        reworded: Whether the report has a second reading in mainland wording.
        signature: Signature of its text.
        body: Start of the hash of its body key; 0 when the body is unknown.
    """

    id: str
    year: int
    region: tuple[int, int, int]
    canonical_title: str
    title_length: int
    rows: tuple[tuple[int, int, int], ...]
    digest: int
    reworded: bool
    signature: bytes
    body: int

    @classmethod
    def of(cls, indexed: IndexedReport) -> ReportEntry:
        """Take the entry of a report that is about to be indexed."""
        report = indexed.stored.report
        return cls(
            id=report.id,
            year=report.year.value or 0,
            region=_path_codes(report.region.value),
            canonical_title=indexed.canonical_title,
            title_length=sum(indexed.title_words.values()),
            rows=tuple((row.slug, sum(row.words.values()), sum(row.heading_words.values())) for row in indexed.rows),
            digest=_digest(indexed.text_sha256),
            reworded=bool(indexed.text.second),
            signature=indexed.signature,
            body=_digest(hashlib.sha256(indexed.body_key.encode()).hexdigest()) if indexed.body_key else 0,
        )


def _digest(sha256: str) -> int:
    return int(sha256[:_DIGEST_HEX], 16)


def columns_of(entries: Sequence[ReportEntry]) -> Columns:
    """Make the arrays of an index from the entries of its reports, in order."""
    row_counts = np.array([len(entry.rows) for entry in entries], np.int32)
    rows = np.array([row for entry in entries for row in entry.rows], np.int32).reshape(-1, 3)
    ids = tuple(entry.id for entry in entries)
    signatures = np.frombuffer(b"".join(entry.signature for entry in entries), np.uint8)
    first_row = np.concatenate(([0], np.cumsum(row_counts)[:-1])) if entries else np.empty(0)
    return Columns(
        report_of_row=np.repeat(np.arange(len(entries), dtype=np.int32), row_counts),
        slug_of_row=rows[:, 0],
        first_row=first_row.astype(np.int32),
        ids=ids,
        id_rank=_ranks(ids),
        year=np.array([entry.year for entry in entries], np.int32),
        region=np.array([entry.region for entry in entries], np.int32).reshape(-1, _LEVELS),
        text_length=rows[:, 1],
        heading_length=rows[:, 2],
        title_length=np.array([entry.title_length for entry in entries], np.int32),
        digest=np.array([entry.digest for entry in entries], np.int64),
        reworded=np.array([entry.reworded for entry in entries], np.bool_),
        signatures=np.ascontiguousarray(signatures.reshape(-1, BINS).T),
        body=np.array([entry.body for entry in entries], np.int64),
    )


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
