"""Which index is live?"""

from __future__ import annotations

from indexer.store.altered import OpenFiles
from indexer.store.arrivals import Arrival, later_arrivals, read_arrivals
from indexer.store.draft import Draft
from indexer.store.entries import FileEntry
from indexer.store.generation import LEXICON, Generation, originals_file, segment_refs
from indexer.store.manifest import SCHEMA_VERSION, Manifest, SegmentEntry
from indexer.store.originals import ORIGINALS, find_original, keeping_originals, read_original
from indexer.store.prune import KEPT
from indexer.store.remembered import Fates, Remembered, Withdrawn
from indexer.store.store import Store

__all__ = [
    "KEPT",
    "LEXICON",
    "ORIGINALS",
    "SCHEMA_VERSION",
    "Arrival",
    "Draft",
    "Fates",
    "FileEntry",
    "Generation",
    "Manifest",
    "OpenFiles",
    "Remembered",
    "SegmentEntry",
    "Store",
    "Withdrawn",
    "find_original",
    "keeping_originals",
    "later_arrivals",
    "originals_file",
    "read_arrivals",
    "read_original",
    "segment_refs",
]
