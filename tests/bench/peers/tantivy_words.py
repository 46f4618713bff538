"""tantivy-py over words that were cut before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import tantivy
from tantivy import FieldType, Occur, Query

from peers.base import TOP, How

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from peers.base import Prepared, Question

__all__ = ["Tantivy"]

MOST = 5000  # values of a facet that are counted: all of them
COUNTS = {name: {"terms": {"field": name, "size": MOST}} for name in ("region", "year", "sections")}


class Tantivy:
    """Facets are terms aggregations over fast fields, the filter a range of a fast field."""

    def __init__(self) -> None:
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("text", stored=True, tokenizer_name="whitespace")
        for facet in ("region", "sections"):
            builder.add_text_field(facet, stored=True, tokenizer_name="raw", fast=True)
        builder.add_integer_field("year", stored=True, indexed=True, fast=True)
        self._schema = builder.build()

    def build(self, folder: Path, reports: Iterable[Prepared]) -> None:
        """See `Peer.build`."""
        writer = tantivy.Index(self._schema, path=str(folder)).writer(heap_size=256_000_000, num_threads=1)
        for report in reports:
            document = tantivy.Document(text=report.words, region=report.region, year=report.year)
            for slug in report.sections:
                document.add_text("sections", slug)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()

    def open(self, folder: Path) -> None:
        """See `Peer.open`."""
        self._searcher = tantivy.Index(self._schema, path=str(folder)).searcher()

    def search(self, question: Question) -> int:
        """See `Peer.search`."""
        words = self._query(question)
        years = Query.range_query(self._schema, "year", FieldType.Integer, question.first_year, question.last_year)
        query = Query.boolean_query([(Occur.Must, words), (Occur.Must, Query.const_score_query(years, 0.0))])
        found = self._searcher.search(query, TOP)
        self._searcher.aggregate(query, COUNTS)
        snippets = tantivy.SnippetGenerator.create(self._searcher, words, self._schema, "text")
        for _score, address in found.hits:
            snippets.snippet_from_doc(self._searcher.doc(address)).to_html()
        return int(found.count)

    def _query(self, question: Question) -> Query:
        if question.how is How.PHRASE and len(question.words) > 1:
            return Query.phrase_query(self._schema, "text", list(question.words))
        terms = [Query.term_query(self._schema, "text", word) for word in question.words]
        occur = Occur.Should if question.how is How.ANY else Occur.Must
        return terms[0] if len(terms) == 1 else Query.boolean_query([(occur, term) for term in terms])
