"""A report and what is known about it: the product of `corpus`, the input of everything else.

Every offset counts Unicode code points of `Report.text`; every end is exclusive.

The classes are msgspec structs, into which stored records are decoded; as dataclasses they would add 10 ms to every
start.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from enum import StrEnum
from typing import Generic, TypeVar

import msgspec

__all__ = [
    "Body",
    "BodyKind",
    "Damage",
    "DamageKind",
    "DocumentNumber",
    "Evidence",
    "Fact",
    "Place",
    "RegionOfReport",
    "Report",
    "Scope",
    "Script",
    "Section",
    "Span",
]

T = TypeVar("T")


class Span(msgspec.Struct, frozen=True):
    """A range of the report's text.

    Attributes:
        start: First offset.
        end: Offset after the last character; `start <= end`.
    """

    start: int
    end: int


class Evidence(msgspec.Struct, frozen=True):
    """The words from which a value was derived.

    Attributes:
        source: The zone they stand in: ``title``, ``dateline``, ``table``, ``preamble``, ``body`` or ``filename``;
            ``given`` when the collection itself stated the value beside the text.
        quote: The words as written.
        start: Offset of the quote in the text; -1 when the words are not in the text (``filename``, ``given``).
        end: Offset after the quote; -1 likewise.
        rule: Name of the rule that read them, such as ``title_year``.
    """

    source: str
    quote: str
    start: int
    end: int
    rule: str


class Fact(msgspec.Struct, Generic[T], frozen=True, kw_only=True):
    """A derived value with its evidence; unknown is a value of its own.

    Attributes:
        value: The value; None is *unknown*, never a guess.
        confidence: 0 for unknown up to 1 for stated explicitly.
        evidence: What it rests on, strongest first; may be there for an unknown value, to show what was too weak.
        inferred: True when the value was not stated but follows from another one (a year from the publication date).
    """

    value: T | None = None
    confidence: float = 0.0
    evidence: tuple[Evidence, ...] = ()
    inferred: bool = False


class BodyKind(StrEnum):
    """What kind of organ issues a report (comparisons must not mix a city with its office)."""

    GOVERNMENT = "government"
    GOVERNMENT_OFFICE = "government_office"
    DEPARTMENT = "department"
    PARTY_ORGAN = "party_organ"
    TOWNSHIP = "township"
    ZONE = "zone"
    UNKNOWN = "unknown"


class Scope(StrEnum):
    """Whether a report speaks of its own body alone or of the whole government below it."""

    OWN_BODY = "own_body"
    GOVERNMENT_WIDE = "government_wide"
    UNKNOWN = "unknown"


class Script(StrEnum):
    """The script a text is written in (ISO 15924)."""

    HANS = "Hans"
    HANT = "Hant"


class Body(msgspec.Struct, frozen=True):
    """The issuing body.

    Attributes:
        name: Full name in Simplified characters, such as 沈阳市人民政府办公厅.
        kind: What kind of organ it is.
        scope: Of whom the report speaks.
    """

    name: str
    kind: BodyKind
    scope: Scope


class Place(msgspec.Struct, frozen=True):
    """One unit of the administrative division.

    Attributes:
        code: Six digits of GB/T 2260.
        name: Its full name, such as 盘锦市.
    """

    code: str
    name: str


class RegionOfReport(msgspec.Struct, frozen=True):
    """The region of a report.

    Attributes:
        path: Province, prefecture, county, as valid in the report year; at least one, the last is the region itself.
            Levels that do not exist (the prefecture of a direct-administered municipality) are left out.
        today: The units valid today that the region lives on in; empty when its lineage is not known. One or more.
    """

    path: tuple[Place, ...]
    today: tuple[Place, ...]

    @property
    def code(self) -> str:
        """The code of the region itself."""
        return self.path[-1].code

    @property
    def name(self) -> str:
        """The name of the region itself."""
        return self.path[-1].name


class DocumentNumber(msgspec.Struct, frozen=True):
    """The number of an official document that a report cites, such as 淮政办秘〔2018108号.

    Attributes:
        text: As written.
        normal: Normal form, prefix〔YYYY〕N号.
        start: Offset of the first character of the prefix.
        end: Offset after 号.
        damaged: True when the closing bracket is lost and was put back in `normal` (the one allowed repair).
    """

    text: str
    normal: str
    start: int
    end: int
    damaged: bool


class DamageKind(StrEnum):
    """What is wrong with a text. Only what can be undone without a loss is repaired in the text itself."""

    LOST_CHARACTERS = "lost_characters"
    MOJIBAKE = "mojibake"
    MENDED_MOJIBAKE = "mended_mojibake"
    SEVERAL_ENCODINGS = "several_encodings"
    BROKEN_JSON = "broken_json"
    PAGES_WITHOUT_TEXT = "pages_without_text"
    LOST_BRACKETS = "lost_brackets"


class Damage(msgspec.Struct, frozen=True):
    """A damage that a person should know of before trusting the text.

    Attributes:
        kind: What is wrong; each door words it in its own language.
        count: How many places: U+FFFD for lost characters, brackets of document numbers, lines of mojibake, pages; 0
            where nothing is counted.
    """

    kind: DamageKind
    count: int = 0


class Section(msgspec.Struct, frozen=True):
    """A passage with its heading. The sections of a report partition its text in order.

    Attributes:
        slug: One of `SECTION_SLUGS`.
        heading: The heading as written, marker included; empty for text before the first heading and for a heading
            that was lost.
        level: 1 for a main section, 2 and more below it; 0 for text before the first heading.
        start: Where the passage begins, at its heading.
        end: Where the next heading of any level begins, or the end of the text.
        heading_end: Offset after the heading; equals `start` when there is none.
        evidence: Name of the rule that found the heading and gave the slug, such as ``own:remedies``.
    """

    slug: str
    heading: str
    level: int
    start: int
    end: int
    heading_end: int
    evidence: str


class Report(msgspec.Struct, frozen=True, kw_only=True):
    r"""One file, one annual report, one result.

    Attributes:
        id: Unique in the corpus: the file's stem, with a short content hash where two clash.
        source: Path of the file relative to the folder it was found in, with ``/``.
        sha256: Hash of the original bytes, hexadecimal.
        encoding: How the bytes were decoded, such as ``utf-8`` or ``gb18030``; empty where the format settles that.
        text: The text in the bytes with ``\n`` line ends; plain text is otherwise untouched.
        title: To be shown; a composed one where none stands in the text.
        title_fact: The title as it stands in the text, with its evidence; unknown when the shown title was composed.
        body: The issuing body.
        region: The region of the body.
        year: The year reported on, never the year of publication.
        published: Day of publication.
        script: Script of the text.
        index_number: 索引号 as written.
        document_numbers: Every document number in the text, in order.
        sections: A partition of the text, in order; empty only for an empty text.
        furniture: Page furniture (breadcrumbs, print buttons): kept out of ranking and snippets, still found.
        warnings: Damage of the text, as far as it was noticed.
        format: Format of the original: ``text``, ``json``, ``html``, ``pdf`` or ``docx``.
        url: Where it was published, http or https, as the collection states it; empty when it does not.
    """

    id: str
    source: str
    sha256: str
    encoding: str
    text: str
    title: str
    title_fact: Fact[str]
    body: Fact[Body]
    region: Fact[RegionOfReport]
    year: Fact[int]
    published: Fact[dt.date]
    script: Script
    index_number: Fact[str]
    document_numbers: tuple[DocumentNumber, ...]
    sections: tuple[Section, ...]
    furniture: tuple[Span, ...]
    warnings: tuple[Damage, ...]
    format: str = "text"
    url: str = ""

    @property
    def title_composed(self) -> bool:
        """Whether the shown title was made up from region and year because none stands in the text."""
        return self.title_fact.value is None

    def section_at(self, offset: int) -> Section:
        """The section that holds an offset of a text that is not empty."""
        return self.sections[bisect_right(self.sections, offset, key=lambda section: section.start) - 1]
