"""What an embedded backend holds, and the little that the executor asks of it.

Rows and reports are numbered from 0 in the order they were added; the rows of a report are consecutive. Arrays of
numbers are ``int32``, ascending and without duplicates unless stated.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

import msgspec
import numpy as np
import numpy.typing as npt

from indexer.analysis import Reading, TermCounts
from indexer.backends.arrays import BoolArray, FloatArray, IntArray
from indexer.backends.stored import StoredReport, StoredText

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.backends.lexicon.lexicon import Lexicon
    from indexer.backends.text_layout import TextLayout
    from indexer.query.tree import Exact

__all__ = [
    "NO_POSTINGS",
    "BoolArray",
    "Columns",
    "FloatArray",
    "Index",
    "IndexedReport",
    "IndexedRow",
    "IntArray",
    "PostingField",
    "Postings",
    "TermPostings",
    "Text",
]

PostingField: TypeAlias = Literal["text", "heading", "title"]
"""The three fields that hold words with frequencies."""


class Postings(msgspec.Struct, frozen=True):
    """The rows of one term.

    Attributes:
        rows: Row numbers.
        frequencies: How often the term occurs in each, at least 1; ``int32``, same length.
    """

    rows: IntArray
    frequencies: IntArray


NO_POSTINGS = Postings(np.empty(0, np.int32), np.empty(0, np.int32))


class TermPostings(msgspec.Struct, frozen=True):
    """Where one term stands, by field; `NO_POSTINGS` in a field that does not hold it.

    Attributes:
        heading: The rows of which a heading holds it.
        text: The rows of which the text holds it.
        title: The first row of each report whose title holds it.
        strays: Where in the texts it stands spelt and the index counts no word, ascending; None where that is not
            known (`indexer.backends.text.strays`).
    """

    heading: Postings
    text: Postings
    title: Postings
    strays: IntArray | None = None


class IndexedRow(msgspec.Struct, frozen=True):
    """One row on its way into an index. Terms are counted in one vocabulary for all rows of an index segment.

    Attributes:
        slug: Number of the section slug, its place in `SECTION_SLUGS`.
        words: Frequency of every word of the row's text outside page furniture.
        heading_words: Frequency of every word of the row's headings.
    """

    slug: int
    words: TermCounts
    heading_words: TermCounts


class IndexedReport(msgspec.Struct, frozen=True):
    """One report on its way into an index.

    Attributes:
        rows: At least one, in section order, one for each slug the report has.
        title_words: Frequency of every word of the shown title.
        canonical_title: Canonical form of the shown title.
        text_sha256: Hash of the canonical text, hexadecimal; equal texts are copies whatever their bytes.
        signature: Signature of the canonical text in mainland wording (`indexer.analysis.signature`).
        body_key: Equal for reports of one body, empty when the body is unknown (`indexer.corpus.issuer.body_key`).
        text: What literal search verifies on.
        readings: The main reading and, for a Traditional text in other wording, the second.
        cuts: For each reading where a word that is not inside another one begins or ends, ascending.
        begins: A byte for each character of the main text: bit n for a word of n characters, up to 7, that the index
            counts and that begins there.
        stored: What a result shows.
    """

    rows: Sequence[IndexedRow]
    title_words: TermCounts
    canonical_title: str
    text_sha256: str
    signature: bytes
    body_key: str
    text: StoredText
    readings: tuple[Reading, ...]
    cuts: tuple[IntArray, ...]
    begins: bytes
    stored: StoredReport


class Columns(msgspec.Struct, frozen=True):
    """Per-row and per-report values, read once when an index opens.

    Attributes:
        report_of_row: Report number of each row.
        slug_of_row: Slug number of each row.
        first_row: First row of each report.
        ids: Report ids.
        id_rank: Place of each report in the order of ids; the last word in every order of results.
        year: Report year; 0 when unknown.
        region: Codes of province, prefecture and county valid in the report year, 0 where a level does not exist;
            shape ``(reports, 3)``, all 0 when the region is unknown.
        text_length: Words of each row's text.
        heading_length: Words of each row's headings.
        title_length: Words of each report's title.
        digest: First 63 bits of the hash of each report's text, to tell copies; ``int64``.
        reworded: Whether each report has a second reading in mainland wording.
        signatures: Signature of each report's text, one column a report; ``uint8``, shape ``(BINS, reports)``.
        body: Start of the hash of each report's body key, 0 when the body is unknown; ``int64``.
    """

    report_of_row: IntArray
    slug_of_row: IntArray
    first_row: IntArray
    ids: tuple[str, ...]
    id_rank: IntArray
    year: IntArray
    region: IntArray
    text_length: IntArray
    heading_length: IntArray
    title_length: IntArray
    digest: npt.NDArray[np.int64]
    reworded: BoolArray
    signatures: npt.NDArray[np.uint8]
    body: npt.NDArray[np.int64]

    @property
    def rows(self) -> int:
        """Number of rows."""
        return len(self.report_of_row)

    @property
    def reports(self) -> int:
        """Number of reports."""
        return len(self.first_row)


class Text(Protocol):
    """The texts of all reports one behind another, with borders between them; positions count their characters."""

    @property
    def layout(self) -> TextLayout:
        """What lies where."""

    def find(self, needle: str) -> IntArray:
        """Every position where a canonical needle stands in a report's main or second text, whatever surrounds it."""

    def at_most(self, needle: str) -> int:
        """An upper bound of how many places a canonical needle has; 0 means none. Much faster than finding them."""

    def portions(self, needles: Sequence[str], /) -> Iterator[Text]:
        """The text in portions that follow one another, in each of which is looked on its own.

        A portion has the positions and the layout of the whole, and cuts no report. It holds half a million places of
        the needles, or those of one index segment: arrays of millions of places take hundreds of megabytes, and twice
        the time.
        """

    def among(self, reports: IntArray) -> IntArray:
        """Those of some reports, ascending, whose texts are found in."""

    def read(self, start: int, end: int) -> str:
        """The characters of a range inside one text as they are segmented, which is not their canonical form."""

    def points_between(self, start: int, end: int) -> npt.NDArray[np.uint32]:
        """The code points of `read`, of a range inside one text or of one with the borders around it; 0 at borders."""

    def canonical_between(self, start: int, end: int) -> npt.NDArray[np.uint32]:
        """The canonical characters of such a range; 0 at borders."""

    def code_points(self, positions: IntArray) -> npt.NDArray[np.uint32]:
        """The characters at positions as they are segmented; 0 at borders."""

    def canonical_points(self, positions: IntArray) -> npt.NDArray[np.uint32]:
        """The canonical characters at positions; 0 at borders."""

    def cuts(self, positions: IntArray) -> BoolArray:
        """Whether a word that is not inside another one begins or ends before the character at each position."""

    def cuts_between(self, start: int, end: int) -> BoolArray:
        """What `cuts` says of every position of a range inside one text, or of one with the borders around it."""


class Index(Protocol):
    """One open index. Safe to share between threads."""

    @property
    def columns(self) -> Columns:
        """Values of rows and reports."""

    @property
    def texts(self) -> Text:
        """What literals are found in."""

    def postings(self, term: str) -> TermPostings:
        """The rows that hold a term."""

    def text(self, report: int) -> StoredText:
        """The canonical text of a report."""

    def stored(self, report: int) -> StoredReport:
        """A report as it was stored."""

    def stored_all(self, reports: Sequence[int]) -> list[StoredReport]:
        """Several reports, in half the time of asking for each."""

    def written(self, starts: IntArray, exact: Exact) -> BoolArray:
        """At which places of its needle in reports' own wording, ascending, the source has just what was typed."""

    def titles(self) -> Sequence[str]:
        """The canonical title of every report."""

    def written_title(self, report: int) -> str:
        """The title of a report as it is shown, in NFC."""

    @property
    def lexicon(self) -> Lexicon:
        """What can be suggested, including what only reports had that were left out since."""

    def close(self) -> None:
        """Release what the index holds open; reading afterwards is a bug."""
