"""Do all saved links still mean what they meant?"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import msgspec

from indexer.errors import InvalidRequest
from indexer.links.link import NamedLink, parsed_query
from indexer.query import canonical_query, hash_of_query, request_from_pairs, request_pairs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from indexer.links.link import ShortLink
    from indexer.search import Searcher

__all__ = ["LinkProblem", "check_links"]

_ANY_DAY = dt.date(1970, 1, 1)


class LinkProblem(msgspec.Struct, frozen=True):
    """Something that is wrong with a saved link.

    Attributes:
        path: Path of the link, such as ``/v/liaoning``.
        text: What is wrong, and what to do where that is not plain.
    """

    path: str
    text: str


def check_links(named: Iterable[NamedLink], short: Iterable[ShortLink], searcher: Searcher) -> Iterator[LinkProblem]:
    """Look for links that can no longer be read, have unknown values, or find too little.

    Args:
        named: Named links; each must also find its `min_reports`.
        short: Short links; the name of each must be the hash of its query.
        searcher: Counts.

    Raises:
        IndexStoreError: There is no index to answer from.
    """
    for link in named:
        yield from (LinkProblem(f"/v/{link.name}", text) for text in _problems(link, searcher))
    for other in short:
        yield from (LinkProblem(f"/l/{other.name}", text) for text in _problems(other, searcher))


def _problems(link: NamedLink | ShortLink, searcher: Searcher) -> Iterator[str]:
    try:
        parsed = parsed_query(link.query)
        found = searcher.tally(parsed.request, _ANY_DAY).total
    except InvalidRequest as error:
        yield f"can no longer be read: {error}"
        return
    for choice in parsed.choices:
        yield f"names a region that means several places now: {choice.name}"
    for notice in parsed.notices:
        if notice.code in {"unknown_key", "unknown_value"}:
            yield f"has an unknown part: {notice.text}"
    again = request_from_pairs(request_pairs(parsed.request))
    if canonical_query(again.request) != canonical_query(parsed.request):
        yield f"leads to {canonical_query(parsed.request)}, which is not canonical itself"
    if isinstance(link, NamedLink):
        if found < link.min_reports:
            yield f"finds {found} reports and must find {link.min_reports}"
    elif not hash_of_query(link.query).startswith(link.name):
        yield "has a name that is not the hash of its query"
