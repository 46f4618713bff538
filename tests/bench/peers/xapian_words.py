"""Xapian over words that were cut before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import xapian

from peers.base import TOP, How

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from peers.base import Prepared, Question

__all__ = ["Xapian"]

REGION, YEAR, SECTIONS = range(3)
OPERATORS = {How.ALL: xapian.Query.OP_AND, How.ANY: xapian.Query.OP_OR, How.PHRASE: xapian.Query.OP_PHRASE}
WIDTH = 500  # bytes of a snippet


class Xapian:
    """Facets are counted by match spies; the sections of a report are one value, taken apart after counting."""

    def build(self, folder: Path, reports: Iterable[Prepared]) -> None:
        """See `Peer.build`."""
        database = xapian.WritableDatabase(str(folder), xapian.DB_CREATE_OR_OPEN)
        generator = xapian.TermGenerator()
        for report in reports:
            document = xapian.Document()
            generator.set_document(document)
            generator.index_text(report.words)
            document.set_data(report.words)
            document.add_value(REGION, report.region)
            document.add_value(YEAR, xapian.sortable_serialise(report.year))
            document.add_value(SECTIONS, " ".join(report.sections))
            database.add_document(document)
        database.commit()
        database.close()

    def open(self, folder: Path) -> None:
        """See `Peer.open`."""
        self._database = xapian.Database(str(folder))

    def search(self, question: Question) -> int:
        """See `Peer.search`."""
        first, last = map(xapian.sortable_serialise, (question.first_year, question.last_year))
        words = xapian.Query(OPERATORS[question.how], list(question.words))
        years = xapian.Query(xapian.Query.OP_VALUE_RANGE, YEAR, first, last)
        enquire = xapian.Enquire(self._database)
        enquire.set_query(xapian.Query(xapian.Query.OP_FILTER, words, years))
        spies = [xapian.ValueCountMatchSpy(slot) for slot in (REGION, YEAR, SECTIONS)]
        for spy in spies:
            enquire.add_matchspy(spy)
        found = enquire.get_mset(0, TOP, self._database.get_doccount())
        counts: dict[str, int] = {}
        for spy in spies:
            for value in spy.values():
                for part in value.term.split(b" "):
                    counts[part] = counts.get(part, 0) + value.termfreq
        for match in found:
            found.snippet(match.document.get_data().decode(), WIDTH)
        return int(found.get_matches_estimated())
