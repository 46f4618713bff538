"""What is known about a report, beside its text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.model import SearchRequest
from indexer.query import canonical_path
from webapp.views.facts import FactLine, damage_of, facts_of
from webapp.views.frame import grouped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from indexer.model import DocumentNumber, Report

__all__ = ["About", "NumberLine", "about_of"]


@dataclass(frozen=True, slots=True)
class NumberLine:
    """A document number that the report cites.

    Attributes:
        text: As written.
        normal: With its brackets whole.
        damaged: Whether the closing bracket is lost in the text.
        url: Path and query of the reports that cite it.
        place: The place in the text.
    """

    text: str
    normal: str
    damaged: bool
    url: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What is known about a report.

    Attributes:
        facts: Each with its evidence.
        numbers: The document numbers it cites, each once.
        warnings: Damage of the text, in Chinese.
        source: Path of the file in its collection.
        encoding: How the file was decoded.
        characters: Length of the text, grouped.
    """

    facts: tuple[FactLine, ...]
    numbers: tuple[NumberLine, ...]
    warnings: tuple[str, ...]
    source: str
    encoding: str
    characters: str


def about_of(report: Report, place: Callable[[int], str]) -> About:
    """Tell what is known about a report.

    Args:
        report: The report.
        place: Gives the link to an offset of its text.
    """
    return About(
        facts=facts_of(report, place),
        numbers=tuple(_numbers(report, place)),
        warnings=damage_of(report),
        source=report.source,
        encoding=report.encoding,
        characters=grouped(len(report.text)),
    )


def _numbers(report: Report, place: Callable[[int], str]) -> Iterator[NumberLine]:
    """Each document number once, in order of first mention."""
    first_mentions: dict[str, DocumentNumber] = {}
    for number in report.document_numbers:
        first_mentions.setdefault(number.normal, number)
    for number in first_mentions.values():
        url = canonical_path(SearchRequest(docnums=(number.normal,)))
        yield NumberLine(number.text, number.normal, number.damaged, url, place(number.start))
