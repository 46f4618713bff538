"""Turning pages."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from indexer.model import MAX_PAGE
from indexer.query import canonical_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.model import SearchRequest

__all__ = ["PageStep", "Paging", "paging"]

_AROUND = 2
"""Pages shown on either side of the current one."""


@dataclass(frozen=True, slots=True)
class PageStep:
    """One page to turn to, or a gap.

    Attributes:
        label: The page number; an ellipsis for a gap.
        url: Path and query; empty for a gap.
        current: Whether it is the page shown.
    """

    label: str
    url: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Paging:
    """The row of page numbers.

    Attributes:
        previous: URL of the page before; empty on the first.
        next: URL of the page after; empty on the last that may be turned to.
        steps: Page numbers and gaps.
    """

    previous: str
    next: str
    steps: tuple[PageStep, ...]


def paging(request: SearchRequest, pages: int) -> Paging | None:
    """Make the row of page numbers; None when there is only one page."""
    last = min(pages, MAX_PAGE)
    if last == 1:
        return None
    return Paging(
        previous=canonical_path(request.on_page(request.page - 1)) if request.page > 1 else "",
        next=canonical_path(request.on_page(request.page + 1)) if request.page < last else "",
        steps=tuple(_steps(request, last)),
    )


def _steps(request: SearchRequest, last: int) -> Iterator[PageStep]:
    near = range(max(request.page - _AROUND, 1), min(request.page + _AROUND, last) + 1)
    numbers = sorted({1, *near, last})
    for before, number in pairwise([0, *numbers]):
        if number - before > 1:
            yield PageStep("…")
        yield PageStep(str(number), canonical_path(request.on_page(number)), number == request.page)
