"""Other engines on the same reports, each in its own best Chinese setting, behind one small interface.

tantivy and Xapian take part where they are installed: ``pip install tantivy xapian-bindings-binary``.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from peers.base import Peer

__all__ = ["PEERS", "missing", "peer"]

PEERS = {
    "stock Whoosh + jieba": "whoosh",
    "SQLite FTS5, words": "sqlite3",
    "SQLite FTS5, trigrams": "sqlite3",
    "tantivy-py, words": "tantivy",
    "Xapian, words": "xapian",
}
"""The names of all peers, and the package that each needs."""


def missing(name: str) -> bool:
    """Whether a peer's package is not installed."""
    return name in PEERS and find_spec(PEERS[name]) is None


def peer(name: str) -> Peer:
    """A peer; its packages are imported in the process that measures it."""
    match name:
        case "stock Whoosh + jieba":
            from peers.stock_whoosh import StockWhoosh  # noqa: PLC0415 - see above

            return StockWhoosh()
        case "tantivy-py, words":
            from peers.tantivy_words import Tantivy  # noqa: PLC0415 - see above

            return Tantivy()
        case "Xapian, words":
            from peers.xapian_words import Xapian  # noqa: PLC0415 - see above

            return Xapian()
        case _:
            from peers.fts5 import Fts5  # noqa: PLC0415 - see above

            return Fts5("trigram" if "trigram" in name else "unicode61")
