"""How do files become an index?"""

from __future__ import annotations

from indexer.build.pipeline import BuildSummary, build_index

__all__ = ["BuildSummary", "build_index"]
