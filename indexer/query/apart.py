"""A sentence taken apart into its words: what to ask when no report holds the sentence, or all of its words.

The words are written with blanks between them, so that the query says what is searched for; with mode ``any`` one of
them is enough.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.analysis import function_words
from indexer.query.parser import MAX_LEAVES, parse
from indexer.query.syntax import AndItems, Item, Run, to_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.analysis import Analysis

__all__ = ["words_apart"]


def words_apart(text: str, analysis: Analysis) -> str:
    """Give a query in which each word of each run is a run of its own.

    Words that carry no topic (的, 什么) are left out unless a run has no others. Phrases, fields, exclusions and
    whatever stands in parentheses stay as they are, and so does a query with operators.

    Args:
        text: A query text.
        analysis: Cuts the words.
    """
    item = parse(text).item
    parts = item.items if isinstance(item, AndItems) and not item.stated else (item,)
    apart = tuple(dict.fromkeys(word for part in parts for word in _words(part, analysis)))[:MAX_LEAVES]
    return to_text(AndItems(apart, stated=False) if len(apart) > 1 else apart[0])


def _words(part: Item, analysis: Analysis) -> Iterator[Item]:
    forms = analysis.forms(part.text) if isinstance(part, Run) else ()
    segments = [segment for form in forms[:1] for segment in form.segments]
    telling = [segment for segment in segments if segment not in function_words()]
    if segments:
        yield from map(Run, telling or segments)
    else:
        yield part
