"""Collects what can be suggested while an index segment is written."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from indexer.analysis import Analysis
from indexer.backends.arrays import distinct
from indexer.backends.lexicon.counts import LexiconCounts
from indexer.model import SECTION_LABELS, SuggestionKind

if TYPE_CHECKING:
    from indexer.analysis import Vocabulary
    from indexer.backends.base import IndexedReport

__all__ = ["LexiconBuilder"]

_WORD = re.compile(r"[\u4e00-\u9fff]{2,}|[a-z]{2,}")
_LONGEST = 30  # characters; a longer heading is a sentence
_NUMBER = re.compile(r"\s*(?:[(（第]?[0-9一二三四五六七八九十]{1,3}(?:部分|[)）章、.．])|附[件表]?[0-9]*[:：])[、.\s]*")


class LexiconBuilder:
    """Collects what can be suggested from reports."""

    def __init__(self) -> None:
        self._found: dict[SuggestionKind, Counter[str]] = {kind: Counter() for kind in SuggestionKind}
        self._vocabulary: Vocabulary | None = None
        self._words = array("i")  # those of each report, by their numbers, each once

    def add(self, indexed: IndexedReport) -> None:
        """Take what one report has, each text once."""
        report = indexed.stored.report
        region, body = report.region.value, report.body.value
        found = {
            SuggestionKind.REGION: {place.name for place in region.path} if region else (),
            SuggestionKind.BODY: {Analysis.simplify(body.name)} if body else (),
            SuggestionKind.SECTION: {SECTION_LABELS[section.slug] for section in report.sections},
            SuggestionKind.HEADING: set(filter(None, (_heading(section.heading) for section in report.sections))),
        }
        for kind, texts in found.items():
            self._found[kind].update(texts)
        self._vocabulary = indexed.title_words.vocabulary
        self._words.frombytes(distinct(np.concatenate([row.words.numbers for row in indexed.rows])).tobytes())

    def counts(self) -> LexiconCounts:
        """Everything collected so far."""
        if self._vocabulary is not None:
            terms, holding = self._vocabulary.terms, np.bincount(np.frombuffer(self._words, np.int32))
            words = ((terms[number], int(holding[number])) for number in np.flatnonzero(holding).tolist())
            self._found[SuggestionKind.WORD] = Counter({word: count for word, count in words if _WORD.fullmatch(word)})
        return LexiconCounts(self._found)


@lru_cache(1 << 12)  # the law names a dozen, and reports add some of their own to these
def _heading(written: str) -> str:
    """A heading without its number and the blanks in it; empty when nothing worth suggesting is left."""
    text = "".join(_NUMBER.sub("", Analysis.simplify(written), count=1).split()).rstrip(":：。;；")
    return text if 1 < len(text) <= _LONGEST else ""
