"""Which index is live?"""

from __future__ import annotations

from indexer.store.arrivals import Arrival, read_arrivals
from indexer.store.manifest import SCHEMA_VERSION, FileEntry, Manifest, SegmentEntry
from indexer.store.store import Draft, Generation, Store, segment_refs

__all__ = [
    "SCHEMA_VERSION",
    "Arrival",
    "Draft",
    "FileEntry",
    "Generation",
    "Manifest",
    "SegmentEntry",
    "Store",
    "read_arrivals",
    "segment_refs",
]
