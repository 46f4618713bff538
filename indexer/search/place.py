"""Where in the order of results an answer begins and goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from indexer.errors import InvalidRequest, PageOutOfRange
from indexer.model import CURSOR, Notice

if TYPE_CHECKING:
    from indexer.model import SearchRequest

__all__ = ["Place", "place_of"]


class Place(msgspec.Struct, frozen=True):
    """One page of a result list.

    Attributes:
        first: Results before it.
        page: Its number, from 1.
        pages: How many there are, at least 1.
        next_cursor: Where the next one begins; None after the last.
        notices: What the person should know about the place.
    """

    first: int
    page: int
    pages: int
    next_cursor: str | None
    notices: tuple[Notice, ...]


def place_of(request: SearchRequest, total: int, generation: str) -> Place:
    """The place that a request asks for, by cursor or by page.

    Args:
        request: The request.
        total: Results in all.
        generation: Name of the generation that answers.

    Raises:
        PageOutOfRange: The page lies after the last one.
        InvalidRequest: The cursor is none of ours.
    """
    pages = max(-(-total // request.size), 1)
    first, notices = _cursor_place(request.cursor, generation) if request.cursor else (None, ())
    if first is None:
        if request.page > pages:
            raise PageOutOfRange(request.page, pages)
        first = (request.page - 1) * request.size
    after = first + request.size
    next_cursor = f"{generation}-{after}" if after < total else None
    return Place(first, first // request.size + 1, pages, next_cursor, notices)


def _cursor_place(cursor: str, generation: str) -> tuple[int, tuple[Notice, ...]]:
    match = CURSOR.fullmatch(cursor)
    if match is None:
        raise InvalidRequest("cursor_invalid", f"看不懂游标“{cursor:.40}”", "请用上一次回答里的 next_cursor")
    if match["generation"] == generation:
        return int(match["first"]), ()
    text = "索引在翻页期间已更新，前后结果可能有重复或遗漏，请从头再取"
    return int(match["first"]), (Notice("generation_changed", text),)
