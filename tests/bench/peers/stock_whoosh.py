"""Whoosh as its documentation has it, with jieba's ChineseAnalyzer."""

from __future__ import annotations

import logging
import warnings
from typing import TYPE_CHECKING

from whoosh.fields import ID, KEYWORD, NUMERIC, TEXT, Schema
from whoosh.index import create_in, open_dir
from whoosh.query import And, NumericRange, Or, Term
from whoosh.sorting import FieldFacet

from peers.base import TOP, How

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from peers.base import Prepared, Question

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import jieba
    from jieba.analyse import ChineseAnalyzer

__all__ = ["StockWhoosh"]

FACETS = ("region", "year", "sections")


class StockWhoosh:
    """Phrases are asked as all of their words: with this analyzer hardly any phrase finds anything."""

    def build(self, folder: Path, reports: Iterable[Prepared]) -> None:
        """See `Peer.build`."""
        jieba.setLogLevel(logging.ERROR)
        schema = Schema(
            text=TEXT(analyzer=ChineseAnalyzer(), stored=True),
            region=ID(stored=True, sortable=True),
            year=NUMERIC(int, stored=True, sortable=True),
            sections=KEYWORD(stored=True),
        )
        writer = create_in(str(folder), schema).writer(limitmb=512)
        for report in reports:
            writer.add_document(
                text=report.text, region=report.region, year=report.year, sections=" ".join(report.sections)
            )
        writer.commit()

    def open(self, folder: Path) -> None:
        """See `Peer.open`."""
        self._searcher = open_dir(str(folder)).searcher()

    def search(self, question: Question) -> int:
        """See `Peer.search`."""
        terms = [Term("text", word) for word in question.words]
        facets = {name: FieldFacet(name, allow_overlap=name == "sections") for name in FACETS}
        results = self._searcher.search(
            Or(terms) if question.how is How.ANY else And(terms),
            limit=TOP,
            groupedby=facets,
            filter=NumericRange("year", question.first_year, question.last_year),
        )
        for name in FACETS:
            results.groups(name)
        for hit in results:
            hit.highlights("text")
        return len(results)
