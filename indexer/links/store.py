"""The file of saved links: SQLite, written ahead and flushed, so that a link given out survives a power cut."""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

import msgspec
from msgspec.structs import replace

from indexer.errors import LinkExists, LinksClosed, LinkStoreError, UnknownLink
from indexer.links.link import NamedLink, ShortLink
from indexer.links.rows import all_links, count_links, find_link, write_link
from indexer.links.schema import APPLICATION_ID, SCHEMA, SCHEMA_VERSION
from indexer.query import SHORT_LENGTH, hash_of_query, saved_query

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from indexer.model import SearchRequest, SearchResponse

__all__ = ["LinkStore", "with_short_link"]

_WAIT_S = 10.0
"""Seconds that a write waits for another one; a write takes milliseconds."""

L = TypeVar("L", NamedLink, ShortLink)


class LinkStore:
    """Saved links in one file. Safe to share between threads and between processes: each call opens the file anew.

    Args:
        path: The file; made by the first link that is saved.
        most_short: Short links that it takes; more are refused.
        most_named: Named links that it takes.
    """

    def __init__(self, path: Path, *, most_short: int, most_named: int) -> None:
        self._path = path
        self._most_short = most_short
        self._most_named = most_named

    def shorten(self, request: SearchRequest, today: dt.date) -> ShortLink:
        """Keep the short link of a search for ever, or give the one that was kept before.

        Raises:
            LinksClosed: The file holds as many as it takes.
            LinkStoreError: The file cannot be written.
        """
        query = saved_query(request)
        known = self.short_of(query)
        if known is not None:
            return known
        with self._writing() as connection:
            return self._shortened(connection, query, today)

    def _shortened(self, connection: sqlite3.Connection, query: str, today: dt.date) -> ShortLink:
        digest = hash_of_query(query)
        for length in range(SHORT_LENGTH, len(digest) + 1):
            link = find_link(connection, ShortLink, "name", digest[:length])
            if link is None:
                self._check_room(connection, ShortLink, self._most_short)
                link = ShortLink(name=digest[:length], query=query, date=today)
                write_link(connection, link)
            if link.query == query:
                return link
        raise AssertionError(f"two searches have the SHA-256 of {query!r}")

    def save(self, link: NamedLink, *, overwrite: bool = False) -> None:
        """Keep a named link.

        Args:
            link: The link.
            overwrite: Whether it may take the place of another one of its name.

        Raises:
            LinkExists: Another link has the name.
            LinksClosed: The file holds as many as it takes.
            LinkStoreError: The file cannot be written.
        """
        with self._writing() as connection:
            self._saved(connection, link, overwrite=overwrite)

    def _saved(self, connection: sqlite3.Connection, link: NamedLink, *, overwrite: bool) -> None:
        before = find_link(connection, NamedLink, "name", link.name)
        if before == link:
            return
        if before is None:
            self._check_room(connection, NamedLink, self._most_named)
        elif not overwrite:
            raise LinkExists(link.name)
        write_link(connection, link)

    def add(self, named: Iterable[NamedLink], short: Iterable[ShortLink], *, overwrite: bool = False) -> None:
        """Keep many links, all of them or none.

        Args:
            named: Named links.
            short: Short links with the names that they were given out under.
            overwrite: Whether named links may take the place of others.

        Raises:
            LinkExists: A name stands for another search already.
            LinksClosed: The file would hold more than it takes.
            LinkStoreError: The file cannot be written.
        """
        with self._writing() as connection:
            for link in named:
                self._saved(connection, link, overwrite=overwrite)
            for other in short:
                before = find_link(connection, ShortLink, "name", other.name)
                if before is None:
                    self._check_room(connection, ShortLink, self._most_short)
                    write_link(connection, other)
                elif before.query != other.query:
                    raise LinkExists(other.name)

    def remove(self, name: str) -> None:
        """Forget a named link.

        Raises:
            UnknownLink: There is none of this name.
            LinkStoreError: The file cannot be written.
        """
        self.named(name)
        with self._writing() as connection:
            connection.execute("DELETE FROM named WHERE name = ?", (name,))

    def named(self, name: str) -> NamedLink:
        """Give a named link.

        Raises:
            UnknownLink: There is none of this name.
            LinkStoreError: The file cannot be read.
        """
        return self._called(NamedLink, name)

    def short(self, name: str) -> ShortLink:
        """Give a short link.

        Raises:
            UnknownLink: Nobody made it here.
            LinkStoreError: The file cannot be read.
        """
        return self._called(ShortLink, name)

    def _called(self, kind: type[L], name: str) -> L:
        with self._reading() as connection:
            link = find_link(connection, kind, "name", name) if connection else None
        if link is None:
            raise UnknownLink(name)
        return link

    def short_of(self, query: str) -> ShortLink | None:
        """The short link that is kept for a saved query; None when there is none.

        Raises:
            LinkStoreError: The file cannot be read.
        """
        with self._reading() as connection:
            return find_link(connection, ShortLink, "query", query) if connection else None

    def all_named(self) -> list[NamedLink]:
        """Every named link, by name.

        Raises:
            LinkStoreError: The file cannot be read.
        """
        with self._reading() as connection:
            return all_links(connection, NamedLink) if connection else []

    def all_short(self) -> list[ShortLink]:
        """Every short link, by name.

        Raises:
            LinkStoreError: The file cannot be read.
        """
        with self._reading() as connection:
            return all_links(connection, ShortLink) if connection else []

    def _check_room(self, connection: sqlite3.Connection, kind: type[NamedLink | ShortLink], most: int) -> None:
        held = count_links(connection, kind)
        if held >= most:
            raise LinksClosed(f"{self._path} holds {held} links of this kind, which is as many as it takes")

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection | None]:
        """A connection that cannot write; None while there is no file."""
        try:
            self._path.stat()
        except FileNotFoundError:
            yield None
            return
        except OSError as error:
            raise self._unusable(error) from error
        # beside a file that nobody can write, SQLite cannot make the files of its log either
        mode = "mode=ro" if os.access(self._path.parent, os.W_OK) else "immutable=1"
        with self._connected(mode) as connection:
            yield connection if _has_links(connection, self._path) else None

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """A connection inside of a transaction, which is kept whole or not at all."""
        with self._connected("mode=rwc") as connection:
            _has_links(connection, self._path)  # a file of something else must stay as it is
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("BEGIN IMMEDIATE")
            with connection:  # commits, or takes everything back where anything is raised
                _prepare(connection, self._path)
                yield connection

    @contextmanager
    def _connected(self, mode: str) -> Iterator[sqlite3.Connection]:
        try:
            connection = sqlite3.connect(
                f"{self._path.absolute().as_uri()}?{mode}", uri=True, timeout=_WAIT_S, isolation_level=None
            )
            try:
                connection.execute("PRAGMA trusted_schema=OFF")
                yield connection
            finally:
                connection.close()
        except (sqlite3.Error, msgspec.ValidationError) as error:
            raise self._unusable(error) from error

    def _unusable(self, reason: Exception) -> LinkStoreError:
        return LinkStoreError(
            f"{self._path} cannot be used ({reason}); check that it is a file of saved links, its permissions and "
            "free space, or name another with --links-file or NIANBAO_LINKS_FILE"
        )


def with_short_link(response: SearchResponse, store: LinkStore) -> SearchResponse:
    """The same answer with the short link that is kept for its search."""
    link = store.short_of(saved_query(response.request))
    return replace(response, short_url=f"/l/{link.name}") if link else response


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    """Make the tables of a new file."""
    if not _has_links(connection, path):
        for statement in SCHEMA:
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version={SCHEMA_VERSION}")


def _has_links(connection: sqlite3.Connection, path: Path) -> bool:
    """Whether the tables are there; they are not in a file that somebody is just making.

    Raises:
        LinkStoreError: The file holds something else.
    """
    (objects,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if not objects:
        return False
    if application != APPLICATION_ID:
        raise LinkStoreError(f"{path} is no file of saved links; name another with --links-file or NIANBAO_LINKS_FILE")
    if version != SCHEMA_VERSION:
        raise LinkStoreError(
            f"{path} has format {version}, this program reads {SCHEMA_VERSION}; move its links with the program that "
            "wrote it: nianbao links export, nianbao links import"
        )
    return True
