"""The list of named links."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from webapp.views.frame import Frame, full_title, grouped

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from indexer.links import LinkStatus

__all__ = ["LinkGroup", "LinkRow", "LinksPage", "links_page"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRow:
    """One named link.

    Attributes:
        name: Its name, also the id of its row.
        title: What it is called.
        notes: What is said about it, line by line.
        author: Who saved it; may be empty.
        date: Day on which it was saved.
        url: Path of the link.
        count: How many reports it finds now, grouped; empty when it can no longer be read.
        new: How many of them are new, grouped; empty likewise, and when there are none.
        newest: Day on which the last of them came; empty when there is none.
        short: Path of its short link; empty when there is none.
        feed: Path of its Atom feed.
    """

    name: str
    title: str
    notes: tuple[str, ...]
    author: str
    date: str
    url: str
    count: str
    new: str
    newest: str
    short: str
    feed: str


@dataclass(frozen=True, slots=True)
class LinkGroup:
    """Links of which the same can be said.

    Attributes:
        label: What.
        rows: The links, by name.
    """

    label: str
    rows: tuple[LinkRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinksPage:
    """The list of named links.

    Attributes:
        frame: What the layout prints.
        since: Day from which on a report counts as new, such as ``2026-01-31``.
        groups: The links; those with new reports come first, as people come here to see what is new.
    """

    template: ClassVar[str] = "links.html"

    frame: Frame
    since: str
    groups: tuple[LinkGroup, ...]


def links_page(
    statuses: Iterable[LinkStatus], short_paths: Mapping[str, str], since: dt.date, generation: str
) -> LinksPage:
    """Make the list.

    Args:
        statuses: The links with what they find.
        short_paths: Paths of short links, by name of the link that they are equal to.
        since: Day from which on reports are new.
        generation: Name of the index generation that counted.
    """
    rows = [_row(status, short_paths.get(status.link.name, "")) for status in statuses]
    groups = (
        LinkGroup("有新增", tuple(row for row in rows if row.new)),
        LinkGroup("没有新增", tuple(row for row in rows if row.count and not row.new)),
        LinkGroup("已不能检索", tuple(row for row in rows if not row.count)),
    )
    return LinksPage(
        frame=Frame(title=full_title("保存的链接"), canonical="/links", generation=generation),
        since=since.isoformat(),
        groups=tuple(group for group in groups if group.rows),
    )


def _row(status: LinkStatus, short: str) -> LinkRow:
    link, tally = status.link, status.tally
    return LinkRow(
        name=link.name,
        title=link.title,
        notes=tuple(link.note.splitlines()),
        author=link.author,
        date=link.date.isoformat(),
        url=f"/v/{link.name}",
        count=grouped(tally.total) if tally else "",
        new=grouped(tally.new) if tally and tally.new else "",
        newest=tally.newest.date().isoformat() if tally and tally.newest else "",
        short=short,
        feed=f"/v/{link.name}.atom",
    )
