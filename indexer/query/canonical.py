"""The canonical form of a request: the same search has the same request, and with it the same URL, everywhere."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from msgspec.structs import replace

from indexer.model import SECTION_SLUGS, YearRange
from indexer.regions import gazetteer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indexer.model import SearchRequest

__all__ = ["canonical", "clean_text"]


_SURROGATE = re.compile("[\ud800-\udfff]")


def clean_text(text: str) -> str:
    """Normalise what a person typed without folding it: NFC, trimmed, blanks collapsed.

    Half of a surrogate pair, which no URL can carry, becomes U+FFFD; a command line has them where it is not UTF-8.
    """
    return " ".join(_SURROGATE.sub("\ufffd", unicodedata.normalize("NFC", text)).split())


def canonical(request: SearchRequest) -> SearchRequest:
    """Sort values, drop repetition, merge years, drop a region beside its ancestor and a sort that is the default."""
    merged = replace(
        request,
        q=clean_text(request.q),
        regions=_topmost(request.regions),
        not_regions=_topmost(request.not_regions),
        years=_merged(request.years),
        unreadable_years=tuple(sorted(set(request.unreadable_years))),
        sections=_in_report_order(request.sections),
        docnums=tuple(sorted({clean_text(number) for number in request.docnums} - {""})),
        sort=None,
    )
    return merged if request.sort in {None, merged.effective_sort} else replace(merged, sort=request.sort)


def _topmost(codes: Iterable[str]) -> tuple[str, ...]:
    kept = set(codes)
    return tuple(sorted(code for code in kept if kept.isdisjoint(gazetteer().ancestors(code))))


def _merged(years: Iterable[YearRange]) -> tuple[YearRange, ...]:
    """Merge overlapping and neighbouring ranges into maximal runs."""
    runs: list[YearRange] = []
    for span in sorted(years):
        if runs and span.first <= runs[-1].last + 1:
            runs[-1] = YearRange(runs[-1].first, max(runs[-1].last, span.last))
        else:
            runs.append(span)
    return tuple(runs)


def _in_report_order(slugs: Iterable[str]) -> tuple[str, ...]:
    wanted = set(slugs)
    return tuple(slug for slug in SECTION_SLUGS if slug in wanted) + tuple(sorted(wanted.difference(SECTION_SLUGS)))
