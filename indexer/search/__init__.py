"""Which reports answer, in what order, how many of each kind?"""

from __future__ import annotations

from indexer.search.api import Searcher
from indexer.search.live import LiveSearcher, open_searcher

__all__ = ["LiveSearcher", "Searcher", "open_searcher"]
