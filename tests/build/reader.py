"""A process that searches until a file appears, and prints what was wrong, or the number of its answers.

python tests/build/reader.py INDEX STOP
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from indexer.model import SearchRequest
from indexer.search import LiveSearcher, open_searcher
from indexer.settings import Settings

_PAUSE_S = 0.01  # leaves the writer its share of the machine


class Reader:
    """Searches again and again, and notes every answer that cannot be.

    Even generations hold reports whose ids begin with ``a``, odd ones those with ``b``.

    Attributes:
        problems: What was wrong.
        answers: How many answers there were.
    """

    def __init__(self, searcher: LiveSearcher) -> None:
        self._searcher = searcher
        self._last = ""
        self.problems: list[str] = []
        self.answers = 0

    def read(self) -> None:
        """Search once, and read a report of the answer."""
        answer = self._searcher.search(SearchRequest(q="公开"))
        ids = {result.id for result in answer.results}
        first = "a" if int(answer.generation[1:]) % 2 == 0 else "b"
        if not ids or {name[0] for name in ids} != {first} or answer.total_reports != len(ids):
            self.problems.append(f"{answer.generation} answered {sorted(ids)}")
        if answer.generation < self._last:
            self.problems.append(f"{answer.generation} after {self._last}")
        self._last = answer.generation
        self.answers += 1
        time.sleep(_PAUSE_S)


def main() -> None:
    """Read until told to stop."""
    index, stop = map(Path, sys.argv[1:])
    reader = Reader(open_searcher(Settings(index_dir=index, search_timeout_s=60)))
    while not stop.exists():
        reader.read()
    print("\n".join(reader.problems) or reader.answers)  # noqa: T201 - the answer to the test


if __name__ == "__main__":
    main()
