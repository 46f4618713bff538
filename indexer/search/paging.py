"""Which of all results an answer shows: those of a page, or those from a cursor on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from indexer.errors import InvalidRequest, PageOutOfRange
from indexer.model import CURSOR, Notice

if TYPE_CHECKING:
    from indexer.model import SearchRequest

__all__ = ["ResultPage", "page_of"]


class ResultPage(msgspec.Struct, frozen=True):
    """One page of a list of results.

    Attributes:
        first: Results before it.
        number: Its number, from 1.
        pages: How many pages there are, at least 1.
        next_cursor: Cursor of the next page; None on the last.
        notices: What the reader should know about it.
    """

    first: int
    number: int
    pages: int
    next_cursor: str | None
    notices: tuple[Notice, ...]


def page_of(request: SearchRequest, total: int, generation: str) -> ResultPage:
    """The page that a request asks for, by its cursor or its number.

    Args:
        request: The request.
        total: Results in all.
        generation: Name of the generation that answers.

    Raises:
        PageOutOfRange: The page lies after the last one.
        InvalidRequest: The cursor is none of ours.
    """
    pages = max(-(-total // request.size), 1)
    first, notices = _from_cursor(request.cursor, generation) if request.cursor else (None, ())
    if first is None:
        if request.page > pages:
            raise PageOutOfRange(request.page, pages)
        first = (request.page - 1) * request.size
    after = first + request.size
    next_cursor = f"{generation}-{after}" if after < total else None
    return ResultPage(first, first // request.size + 1, pages, next_cursor, notices)


def _from_cursor(cursor: str, generation: str) -> tuple[int, tuple[Notice, ...]]:
    """How many results stand before a cursor, and what to say where the index has changed since it was given."""
    match = CURSOR.fullmatch(cursor)
    if match is None:
        raise InvalidRequest("cursor_invalid", f"看不懂游标“{cursor:.40}”", "请用上一次回答里的 next_cursor")
    if match["generation"] == generation:
        return int(match["first"]), ()
    text = "索引在翻页期间已更新，前后结果可能有重复或遗漏，请从头再取"
    return int(match["first"]), (Notice("generation_changed", text),)
