"""Which index is live?"""

from __future__ import annotations

from indexer.store.arrivals import Arrival, read_arrivals
from indexer.store.manifest import REBUILD, SCHEMA_VERSION, FileEntry, Manifest
from indexer.store.store import Draft, Generation, Store

__all__ = [
    "REBUILD",
    "SCHEMA_VERSION",
    "Arrival",
    "Draft",
    "FileEntry",
    "Generation",
    "Manifest",
    "Store",
    "read_arrivals",
]
