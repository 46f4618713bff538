"""The page that asks which of several regions of one name is meant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from indexer.query import canonical_path, refine
from webapp.views.facts import region_path
from webapp.views.frame import Frame, full_title, grouped
from webapp.views.search import search_box

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from indexer.model import FacetValue, Place, SearchResponse
    from indexer.query import ParsedRequest

__all__ = ["Candidate", "ChoicePage", "choice_page"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One region that may be meant.

    Attributes:
        path: Its names from province down.
        code: Its code.
        count: How many reports the search finds there, grouped.
        url: The search with this region.
    """

    path: str
    code: str
    count: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoicePage:
    """The question.

    Attributes:
        frame: What the layout prints.
        name: The name that means several regions.
        candidates: What it may mean.
    """

    template: ClassVar[str] = "choice.html"

    frame: Frame
    name: str
    candidates: tuple[Candidate, ...]


def choice_page(parsed: ParsedRequest, response: SearchResponse) -> ChoicePage:
    """Make the page for the first name that must be decided on; the others are asked for after it.

    Args:
        parsed: A request with at least one choice.
        response: The answer to the request without its undecided names; its facet tells the counts.
    """
    name = parsed.choices[0].name
    counts = dict(_counts(response.facets.region))
    return ChoicePage(
        frame=Frame(
            title=full_title(f"哪个{name}"),
            generation=response.generation,
            search_box=search_box(parsed.request),
        ),
        name=name,
        candidates=tuple(
            Candidate(
                path=region_path(tuple(place.name for place in path)),
                code=path[-1].code,
                count=grouped(counts.get(path[-1].code, 0)),
                url=_decided(parsed, path),
            )
            for path in parsed.choices[0].candidates
        ),
    )


def _decided(parsed: ParsedRequest, path: tuple[Place, ...]) -> str:
    choice, *later = parsed.choices
    decide = refine.exclude_region if choice.key.startswith("-") else refine.with_region
    undecided = tuple((other.key, other.name) for other in later)
    return canonical_path(decide(parsed.request, path[-1].code), (*undecided, *parsed.extra))


def _counts(values: Iterable[FacetValue]) -> Iterator[tuple[str, int]]:
    for value in values:
        yield value.value, value.count
        yield from _counts(value.children)
