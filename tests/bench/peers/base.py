"""What every peer takes and answers.

All do the same work for a question: the best ten under a filter by year, the counts of regions, years and sections, and
a snippet for each of the ten. Ours counts a facet without the facet's own filter and a section only where the query
matches in it; peers count what the filter lets through in one pass, which is less work, as nobody would make them do
more.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["TOP", "How", "Peer", "Prepared", "Question"]

TOP = 10
"""Results shown."""


class How(Enum):
    """How the words of a question belong together."""

    ALL = "all"
    ANY = "any"
    PHRASE = "phrase"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked.

    Attributes:
        words: Words, as they are cut in the texts.
        how: What of them must match.
        first_year: First year that the filter lets through.
        last_year: Last one.
    """

    words: tuple[str, ...]
    how: How = How.ALL
    first_year: int = 0
    last_year: int = 9999


class Prepared(NamedTuple):
    """A report as peers take it.

    Attributes:
        text: Its text.
        words: The text in Simplified characters cut into words, with blanks between.
        region: Code of its region, or ``unknown``.
        year: Its year, 0 if unknown.
        sections: Slugs of its sections.
    """

    text: str
    words: str
    region: str
    year: int
    sections: tuple[str, ...]


class Peer(Protocol):
    """An engine with an index of reports."""

    def build(self, folder: Path, reports: Iterable[Prepared]) -> None:
        """Index reports into a folder that exists."""

    def open(self, folder: Path) -> None:
        """Open what was built; what was open before is let go."""

    def search(self, question: Question) -> int:
        """Do all the work of a question; gives the number of reports found."""
