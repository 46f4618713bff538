"""Other engines on the same reports, each in its own best Chinese setting, behind one small interface."""

from __future__ import annotations

import logging
import sqlite3
import warnings
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

__all__ = ["PEERS", "Peer", "missing"]

Segmented = tuple[str, str, str, str]
"""Text, the same cut into words with blanks between, region and year."""


class Peer(Protocol):
    """An engine with an index of texts."""

    def build(self, folder: Path, reports: Iterable[Segmented]) -> None:
        """Index reports into a folder that exists."""

    def open(self, folder: Path) -> None:
        """Open what was built."""

    def search(self, words: list[str]) -> int:
        """Find reports with all words, the best ten with snippets and counts by region and year; gives the total."""


class StockWhoosh:
    """Whoosh as its documentation has it, with jieba's ChineseAnalyzer."""

    def build(self, folder: Path, reports: Iterable[Segmented]) -> None:
        """See `Peer.build`."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import jieba  # noqa: PLC0415 - a peer is imported when it is measured
            from jieba.analyse import ChineseAnalyzer  # noqa: PLC0415 - see above
        from whoosh.fields import ID, TEXT, Schema  # noqa: PLC0415 - see above
        from whoosh.index import create_in  # noqa: PLC0415 - see above

        jieba.setLogLevel(logging.ERROR)
        schema = Schema(
            text=TEXT(analyzer=ChineseAnalyzer(), stored=True),
            region=ID(stored=True, sortable=True),
            year=ID(stored=True, sortable=True),
        )
        writer = create_in(str(folder), schema).writer(limitmb=512)
        for text, _words, region, year in reports:
            writer.add_document(text=text, region=region, year=year)
        writer.commit()

    def open(self, folder: Path) -> None:
        """See `Peer.open`."""
        from whoosh.index import open_dir  # noqa: PLC0415 - see above

        self._searcher = open_dir(str(folder)).searcher()

    def search(self, words: list[str]) -> int:
        """See `Peer.search`."""
        from whoosh.query import And, Term  # noqa: PLC0415 - see above

        results = self._searcher.search(
            And([Term("text", word) for word in words]), limit=10, groupedby=["region", "year"]
        )
        results.groups("region")
        results.groups("year")
        for hit in results:
            hit.highlights("text")
        return len(results)


class Fts5:
    """SQLite's full-text search over words that were cut before, or over its own trigrams.

    Args:
        tokenizer: Which of the two: ``unicode61`` or ``trigram``.
    """

    def __init__(self, tokenizer: str) -> None:
        self._tokenizer = tokenizer

    def build(self, folder: Path, reports: Iterable[Segmented]) -> None:
        """See `Peer.build`."""
        database = sqlite3.connect(folder / "index.db")
        fields = f"text, region UNINDEXED, year UNINDEXED, tokenize={self._tokenizer}"
        database.execute(f"CREATE VIRTUAL TABLE reports USING fts5({fields})")
        whole = self._tokenizer == "trigram"
        rows = ((text if whole else words, region, year) for text, words, region, year in reports)
        database.executemany("INSERT INTO reports VALUES (?, ?, ?)", rows)
        database.commit()
        database.close()

    def open(self, folder: Path) -> None:
        """See `Peer.open`."""
        self._database = sqlite3.connect(folder / "index.db")

    def search(self, words: list[str]) -> int:
        """See `Peer.search`."""
        query = " AND ".join(f'"{word}"' for word in words)
        top = "SELECT snippet(reports, 0, '[', ']', '…', 32) FROM reports WHERE reports MATCH ? ORDER BY rank LIMIT 10"
        self._database.execute(top, (query,)).fetchall()
        for facet in ("region", "year"):
            counts = f"SELECT {facet}, count(*) FROM reports WHERE reports MATCH ? GROUP BY {facet}"  # noqa: S608 - two constants
            groups = self._database.execute(counts, (query,)).fetchall()
        return sum(count for _, count in groups)


class Tantivy:
    """tantivy-py over words that were cut before."""

    def build(self, folder: Path, reports: Iterable[Segmented]) -> None:
        """See `Peer.build`."""
        writer = self._index(folder).writer(heap_size=256_000_000, num_threads=1)
        import tantivy  # noqa: PLC0415 - see StockWhoosh

        for _text, words, region, year in reports:
            writer.add_document(tantivy.Document(text=words, region=region, year=year))
        writer.commit()
        writer.wait_merging_threads()

    def _index(self, folder: Path) -> Any:  # noqa: ANN401 - an optional package
        import tantivy  # noqa: PLC0415 - see StockWhoosh

        builder = tantivy.SchemaBuilder()
        builder.add_text_field("text", stored=True, tokenizer_name="whitespace")
        for facet in ("region", "year"):
            builder.add_text_field(facet, stored=True, tokenizer_name="raw", fast=True)
        return tantivy.Index(builder.build(), path=str(folder))

    def open(self, folder: Path) -> None:
        """See `Peer.open`."""
        self._opened = self._index(folder)
        self._searcher = self._opened.searcher()

    def search(self, words: list[str]) -> int:
        """See `Peer.search`."""
        import tantivy  # noqa: PLC0415 - see StockWhoosh

        query = self._opened.parse_query(" AND ".join(f'"{word}"' for word in words), ["text"])
        aggregations = {name: {"terms": {"field": name, "size": 5000}} for name in ("region", "year")}
        found = self._searcher.search(query, 10)
        self._searcher.aggregate(query, aggregations)
        snippets = tantivy.SnippetGenerator.create(self._searcher, query, self._opened.schema, "text")
        for _score, address in found.hits:
            snippets.snippet_from_doc(self._searcher.doc(address)).to_html()
        return int(found.count)


PEERS: dict[str, Callable[[], Peer]] = {
    "stock Whoosh + jieba": StockWhoosh,
    "SQLite FTS5, words": lambda: Fts5("unicode61"),
    "SQLite FTS5, trigrams": lambda: Fts5("trigram"),
    "tantivy-py, words": Tantivy,
}


def missing(name: str) -> bool:
    """Whether a peer's package is not installed."""
    return name.startswith("tantivy") and find_spec("tantivy") is None
