"""What every page has, whatever it shows."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["SITE_NAME", "Choice", "Field", "Frame", "Link", "SearchBox", "bar_length", "full_title", "grouped"]

SITE_NAME = "政府信息公开年报检索"


@dataclass(frozen=True, slots=True)
class Field:
    """A hidden field of a form.

    Attributes:
        name: Key of the URL grammar.
        value: Its value.
    """

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link with its text.

    Attributes:
        label: For a person.
        url: Path and query.
    """

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several ways to show the same.

    Attributes:
        label: What it is called.
        url: The page shown that way.
        current: Whether it is shown that way now.
    """

    label: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class SearchBox:
    """The form with the search box.

    Attributes:
        q: What stands in it.
        hidden: What a new search keeps: filters, order, page size.
    """

    q: str = ""
    hidden: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What the layout prints round a page.

    Attributes:
        title: Of the browser's window.
        canonical: Path and query of the page's one URL; empty for pages that have none.
        indexed: Whether public search engines may list the page.
        feed: Path of an Atom feed of what the page shows; empty where there is none.
        generation: Name of the index generation the page was made from; empty when none was asked.
        search_box: The search box.
    """

    title: str
    canonical: str = ""
    indexed: bool = False
    feed: str = ""
    generation: str = ""
    search_box: SearchBox = SearchBox()


def full_title(*parts: str) -> str:
    """Title of a page, the most particular part first, the site's name last."""
    return " - ".join(part for part in (*parts, SITE_NAME) if part)


def grouped(number: int) -> str:
    """Write a number with a comma after each group of three digits."""
    return f"{number:,}"


def bar_length(count: int, most: int) -> int:
    """Length of a bar as a percentage of the longest one; a count that is not 0 has a bar that can be seen."""
    return max(round(100 * count / most), 1) if count else 0
