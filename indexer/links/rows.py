"""Links as rows of the tables in `schema`, a column for each field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from indexer.links.link import NamedLink, ShortLink

if TYPE_CHECKING:
    import sqlite3

__all__ = ["all_links", "count_links", "find_link", "write_link"]

L = TypeVar("L", NamedLink, ShortLink)

# Names of tables and columns stand in statements as they are, for SQL has no parameters for these; all are our own.
_TABLES: dict[type[NamedLink | ShortLink], str] = {NamedLink: "named", ShortLink: "short"}


def all_links(connection: sqlite3.Connection, kind: type[L]) -> list[L]:
    """Every link of a kind, by name."""
    rows = connection.execute(f"{_select(kind)} ORDER BY name")
    return [_link(kind, row) for row in rows]


def find_link(connection: sqlite3.Connection, kind: type[L], column: str, value: str) -> L | None:
    """The link with this value, of several the one with the shortest name; None when there is none."""
    row = connection.execute(f"{_select(kind)} WHERE {column} = ? ORDER BY length(name)", (value,)).fetchone()
    return _link(kind, row) if row else None


def count_links(connection: sqlite3.Connection, kind: type[NamedLink | ShortLink]) -> int:
    """How many links of a kind there are."""
    count: int = connection.execute(f"SELECT count(*) FROM {_TABLES[kind]}").fetchone()[0]  # noqa: S608 - see `_TABLES`
    return count


def write_link(connection: sqlite3.Connection, link: NamedLink | ShortLink) -> None:
    """Write a link; a named one takes the place of another of its name."""
    verb = "INSERT OR REPLACE" if isinstance(link, NamedLink) else "INSERT"
    values = msgspec.to_builtins(link)
    places = ", ".join(f":{column}" for column in values)
    connection.execute(f"{verb} INTO {_TABLES[type(link)]} ({', '.join(values)}) VALUES ({places})", values)


def _select(kind: type[NamedLink | ShortLink]) -> str:
    return f"SELECT {', '.join(kind.__struct_fields__)} FROM {_TABLES[kind]}"  # noqa: S608 - see `_TABLES`


def _link(kind: type[L], row: tuple[Any, ...]) -> L:
    return msgspec.convert(dict(zip(kind.__struct_fields__, row, strict=True)), kind)
