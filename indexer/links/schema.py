"""Tables of the file of saved links."""

from __future__ import annotations

__all__ = ["APPLICATION_ID", "SCHEMA", "SCHEMA_VERSION"]

APPLICATION_ID = 0x6E69616E
"""``nian`` in ASCII; tells our files from other SQLite files."""

SCHEMA_VERSION = 1
"""Raised with any change of the tables; a program refuses files of another version and changes nothing in them."""

SCHEMA = (
    """
    CREATE TABLE short (
        name TEXT PRIMARY KEY NOT NULL,
        query TEXT UNIQUE NOT NULL,
        date TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE named (
        name TEXT PRIMARY KEY NOT NULL,
        query TEXT NOT NULL,
        title TEXT NOT NULL,
        note TEXT NOT NULL,
        author TEXT NOT NULL,
        date TEXT NOT NULL,
        min_reports INTEGER NOT NULL
    ) STRICT
    """,
    # a short link is a promise, so the file itself refuses to break it
    "CREATE TRIGGER short_stays BEFORE DELETE ON short BEGIN SELECT RAISE(ABORT, 'short links are for ever'); END",
    "CREATE TRIGGER short_is_fixed BEFORE UPDATE ON short BEGIN SELECT RAISE(ABORT, 'short links are for ever'); END",
)
