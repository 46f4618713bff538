"""SQLite's full-text search, over words that were cut before or over its own trigrams."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from peers.base import TOP, How

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from peers.base import Prepared, Question

__all__ = ["Fts5"]

TRIGRAM = 3  # characters of the shortest string that trigrams find

TABLES = """
CREATE TABLE reports (id INTEGER PRIMARY KEY, region TEXT, year INTEGER);
CREATE TABLE sections (report INTEGER, slug TEXT, PRIMARY KEY (report, slug)) WITHOUT ROWID;
"""
FOUND = """
INSERT INTO found SELECT reports.id FROM texts JOIN reports ON reports.id = texts.rowid
WHERE {condition} AND year BETWEEN ? AND ?
"""
COUNTS = (
    "SELECT region, count(*) FROM found JOIN reports USING (id) GROUP BY region",
    "SELECT year, count(*) FROM found JOIN reports USING (id) GROUP BY year",
    "SELECT slug, count(*) FROM found JOIN sections ON report = found.id GROUP BY slug",
)
BEST = """
SELECT texts.rowid FROM texts JOIN reports ON reports.id = texts.rowid
WHERE texts MATCH ? AND year BETWEEN ? AND ? ORDER BY rank LIMIT ?
"""
SNIPPET = "SELECT snippet(texts, 0, '[', ']', '…', 32) FROM texts WHERE texts MATCH ? AND rowid = ?"


class Fts5:
    """What is found is put into a temporary table once, and counted there.

    Args:
        tokenizer: ``unicode61`` for words or ``trigram``. Trigrams find no string of two characters, so one is looked
            for in every text, with results in no order and as many characters of the text as a snippet.
    """

    def __init__(self, tokenizer: str) -> None:
        self._tokenizer = tokenizer

    def build(self, folder: Path, reports: Iterable[Prepared]) -> None:
        """See `Peer.build`."""
        database = sqlite3.connect(folder / "index.db")
        database.executescript(TABLES)
        database.execute(f"CREATE VIRTUAL TABLE texts USING fts5(text, tokenize={self._tokenizer})")
        whole = self._tokenizer == "trigram"
        for number, report in enumerate(reports):
            database.execute("INSERT INTO reports VALUES (?, ?, ?)", (number, report.region, report.year))
            database.executemany("INSERT INTO sections VALUES (?, ?)", [(number, slug) for slug in report.sections])
            text = report.text if whole else report.words
            database.execute("INSERT INTO texts (rowid, text) VALUES (?, ?)", (number, text))
        database.commit()
        database.execute("INSERT INTO texts (texts) VALUES ('optimize')")
        database.execute("ANALYZE")
        database.commit()
        database.close()

    def open(self, folder: Path) -> None:
        """See `Peer.open`."""
        self._database = sqlite3.connect(folder / "index.db")
        self._database.execute("CREATE TEMPORARY TABLE found (id INTEGER PRIMARY KEY)")

    def search(self, question: Question) -> int:
        """See `Peer.search`."""
        run = self._database.execute
        years = (question.first_year, question.last_year)
        if self._tokenizer == "trigram" and min(map(len, question.words)) < TRIGRAM:
            return self._scan(question)
        matching = self._expression(question)
        found = run(FOUND.format(condition="texts MATCH ?"), (matching, *years)).rowcount
        self._count()
        for (number,) in run(BEST, (matching, *years, TOP)).fetchall():
            run(SNIPPET, (matching, number)).fetchall()
        return found

    def _scan(self, question: Question) -> int:
        run = self._database.execute
        join = " OR " if question.how is How.ANY else " AND "
        words = ["".join(question.words)] if question.how is How.PHRASE else question.words
        condition = "(" + join.join(["text LIKE ?"] * len(words)) + ")"
        likes = [f"%{word}%" for word in words]
        years = (question.first_year, question.last_year)
        found = run(FOUND.format(condition=condition), (*likes, *years)).rowcount
        snippet = f"SELECT substr(text, instr(text, ?), 32) FROM found JOIN texts ON texts.rowid = found.id LIMIT {TOP}"  # noqa: S608 - a constant
        run(snippet, (question.words[0],)).fetchall()
        self._count()
        return found

    def _count(self) -> None:
        for counts in COUNTS:
            self._database.execute(counts).fetchall()
        self._database.execute("DELETE FROM found")
        self._database.rollback()

    def _expression(self, question: Question) -> str:
        if question.how is How.PHRASE:
            between = "" if self._tokenizer == "trigram" else " "
            return f'"{between.join(question.words)}"'
        join = " OR " if question.how is How.ANY else " AND "
        return join.join(f'"{word}"' for word in question.words)
