"""How do files become an index?"""

from __future__ import annotations

from indexer.build.changes import Changes
from indexer.build.pipeline import build_index, plan_update, update_index
from indexer.build.summary import BuildSummary, UpdatePlan
from indexer.build.watch import follow

__all__ = ["BuildSummary", "Changes", "UpdatePlan", "build_index", "follow", "plan_update", "update_index"]
