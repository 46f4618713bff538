"""What to type on: words, names and headings that stand in reports, by their beginning or by pinyin."""

from __future__ import annotations

import re
from itertools import chain, islice, zip_longest
from operator import attrgetter
from typing import TYPE_CHECKING

from indexer.analysis import pinyin_of
from indexer.model import MAX_QUERY_LENGTH, SearchRequest, Suggestion, SuggestionKind
from indexer.query import canonical_path, refine, run_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from indexer.analysis import Analysis
    from indexer.backends.base import Index
    from indexer.backends.lexicon.lexicon import Entry

__all__ = ["Suggester"]

_TRIED = 3
"""Candidates that are counted for each one that is wanted: together with what was typed before some find nothing."""

_SYNTAX = re.compile(r"[\\()（）\"＂“”「」『』:：~]|^[-－]")


class Suggester:
    """Suggests from one index.

    Args:
        index: Holds what can be suggested.
        analysis: Reads what is typed as it reads a query.
        count: Tells how many reports a request finds.
    """

    def __init__(self, index: Index, analysis: Analysis, count: Callable[[SearchRequest], int]) -> None:
        self._index = index
        self._analysis = analysis
        self._count = count

    def suggest(self, typed: str, limit: int) -> tuple[Suggestion, ...]:
        """Complete the last word of what was typed; nothing for text in which syntax acts.

        Words and names take turns, each in most reports first, and every one is counted with what stands before it.

        Args:
            typed: The beginning of a query.
            limit: How many at most.
        """
        before, last = _parted(typed)
        if not last or len(typed) > MAX_QUERY_LENGTH or _SYNTAX.search(last):
            return ()
        candidates = islice(self._candidates(last, _TRIED * limit), _TRIED * limit)
        made = (self._counted(before, entry.text, entry.kind) for entry in candidates)
        return tuple(islice(filter(None, made), limit))

    def _candidates(self, last: str, limit: int) -> Iterator[Entry]:
        keys = [reading.text for reading in self._analysis.normalise(last)]  # a second one in mainland wording
        lexicon = self._index.lexicon
        found: set[Entry] = set()
        for key in filter(None, keys):
            found.update(lexicon.beginning_with(key, limit))
            if pinyin_of(key):
                found.update(lexicon.spelt(key, limit))
        others = (entry for entry in found if entry.text != keys[0])
        ordered = sorted(others, key=attrgetter("order"))
        words = [entry for entry in ordered if entry.kind is SuggestionKind.WORD]
        names = [entry for entry in ordered if entry.kind is not SuggestionKind.WORD]
        return _taking_turns(words, names)

    def _counted(self, before: str, text: str, kind: SuggestionKind) -> Suggestion | None:
        request = refine.with_query(SearchRequest(), f"{before} {run_text(text)}".strip())
        if len(request.q) > MAX_QUERY_LENGTH:
            return None
        count = self._count(request)
        return Suggestion(request.q, kind, count, canonical_path(request)) if count else None


def _parted(typed: str) -> tuple[str, str]:
    """What was typed before the last word, and that word; letters with blanks or ’ between are one word in pinyin."""
    if letters := pinyin_of(typed):
        return "", letters
    before, _, last = typed.replace("\u3000", " ").rpartition(" ")
    return before.strip(), last


def _taking_turns(*lists: Iterable[Entry]) -> Iterator[Entry]:
    return filter(None, chain.from_iterable(zip_longest(*lists)))
