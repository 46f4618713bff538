"""Which place does this name or code mean, in which year, and what became of it?

Codes are those of GB/T 2260, valid in a given year. A name that means several places gives several; nothing is guessed.
"""

from __future__ import annotations

from indexer.regions.gazetteer import Gazetteer, gazetteer
from indexer.regions.mention import Mention
from indexer.regions.region_names import region_name
from indexer.regions.table import Level, Region

__all__ = ["Gazetteer", "Level", "Mention", "Region", "gazetteer", "region_name"]
