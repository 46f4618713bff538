"""The analysis that the program uses."""

from __future__ import annotations

from functools import cache
from threading import Lock

from indexer.analysis.analysis import Analysis
from indexer.analysis.resources import read_lines
from indexer.analysis.segmenter import installed_segmenter
from indexer.analysis.taiwan import TaiwanTerms

__all__ = ["default_analysis"]

_lock = Lock()


def default_analysis() -> Analysis:
    """Give the one analysis with the shipped rules and the installed segmenter; built when first asked for (50 ms)."""
    with _lock:
        return _build()


@cache
def _build() -> Analysis:
    return Analysis(installed_segmenter(), TaiwanTerms.shipped(), frozenset(read_lines("units.txt")))
