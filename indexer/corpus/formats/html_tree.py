"""The tree of a page as a list, and which parts of it are the site's and not the report's.

Lists and loops, no recursion: pages nest as deep as they like.
"""

from __future__ import annotations

import re
from typing import Any

import msgspec

__all__ = ["Item", "dropped", "linear"]

_UNREADABLE = re.compile(
    "audio|button|canvas|head|iframe|input|link|map|meta|noscript|object|option|script|select|style|svg|template|textarea"
    "|title|video|-comment"
)
_SITE_ROLE = re.compile("banner|contentinfo|dialog|menu|menubar|navigation|search")
_SITE_NAME = re.compile(
    "breadcrumbs?|copyright|crumbs?|foot|footer|friendlink|header|menu|nav|navbar|navigation|share|sidebar|toolbar|top"
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_OF_ARTICLE = frozenset(["article", "main"])
_HEADING = re.compile("h[1-6]")

_MOSTLY_LINKS = 0.8
_MANY_LINKS = 8
"""A block of so many links and next to nothing else is a menu; a report links to a few annexes."""
_NAMED_LINKS = 0.3  # share of link text from which a block is what its name says
_SHORT = 300  # characters; a footer without links


class Item(msgspec.Struct):
    """An opening tag, a closing tag or a text.

    Attributes:
        tag: Lower case; ``-text`` for a text.
        parent: Index of the opening tag around it; of its own opening tag for a closing tag; -1 for the root.
        closes: Whether it is a closing tag.
        text: Of a text.
        attributes: Of an opening tag.
        in_pre: Whether line breaks of the text are kept.
        length: Characters of text in it without blanks, of which `linked` in links; `links` and `headings` count tags.
    """

    tag: str
    parent: int
    closes: bool = False
    text: str = ""
    attributes: dict[str, str | None] = msgspec.field(default_factory=dict)
    in_pre: bool = False
    length: int = 0
    linked: int = 0
    links: int = 0
    headings: int = 0

    def attribute(self, name: str) -> str:
        """The value of an attribute; empty when it has none."""
        return self.attributes.get(name) or ""


def linear(root: Any) -> list[Item]:  # noqa: ANN401 - the parser has no types
    """Turn a tree into items in the order of the page."""
    items: list[Item] = []
    open_tags: list[int] = []
    node = root
    while node is not None:
        _open(node, items, open_tags)
        following = node.first_child
        while open_tags and following is None:
            number = open_tags.pop()
            if items[number].tag != "-text":
                items.append(Item(items[number].tag, number, closes=True))
            following, node = node.next, node.parent
        node = following
    _count(items)
    return items


def _open(node: Any, items: list[Item], open_tags: list[int]) -> None:  # noqa: ANN401 - see above
    parent = open_tags[-1] if open_tags else -1
    in_pre = parent >= 0 and (items[parent].in_pre or items[parent].tag == "pre")
    open_tags.append(len(items))
    if node.is_text_node:
        items.append(Item("-text", parent, text=node.text_content or "", in_pre=in_pre))
    else:
        items.append(Item(node.tag or "", parent, attributes=node.attributes, in_pre=in_pre))


def _count(items: list[Item]) -> None:
    """Sum up lengths and links from the leaves to the root; what is inside stands behind in the list."""
    for item in reversed(items):
        if item.closes:
            continue
        if item.tag == "-text":
            item.length = len("".join(item.text.split()))
        elif _UNREADABLE.fullmatch(item.tag):
            continue
        elif item.tag == "a":
            item.links, item.linked = item.links + 1, item.length
        item.headings += _HEADING.fullmatch(item.tag) is not None
        if item.parent >= 0:
            around = items[item.parent]
            around.length += item.length
            around.linked += item.linked
            around.links += item.links
            around.headings += item.headings


def dropped(items: list[Item], *, only_unreadable: bool = False) -> list[bool]:
    """Say of each item whether it is left out.

    Args:
        items: The page.
        only_unreadable: Leave out what holds no text for readers, and keep the whole site.
    """
    drops: list[bool] = []
    in_article: list[bool] = []
    for item in items:
        around = item.parent >= 0
        inside = around and in_article[item.parent]
        drop = around and drops[item.parent]
        if not drop and not item.closes and item.tag != "-text":
            drop = bool(_UNREADABLE.fullmatch(item.tag)) or (not only_unreadable and _is_site(item, in_article=inside))
        drops.append(drop)
        in_article.append(inside or item.tag in _OF_ARTICLE)
    return drops


def _is_site(item: Item, *, in_article: bool) -> bool:
    """Whether an element is the site's."""
    if item.tag == "nav" or _SITE_ROLE.fullmatch(item.attribute("role")) or "hidden" in item.attributes:
        return True
    if _HIDDEN.search(item.attribute("style")):
        return True
    share = item.linked / item.length if item.length else 0.0
    if item.links >= _MANY_LINKS and share >= _MOSTLY_LINKS:
        return True
    if in_article or item.headings or item.tag in {"body", "html"}:
        return False
    names = {item.tag, item.attribute("id").lower(), *item.attribute("class").lower().split()}
    return any(map(_SITE_NAME.fullmatch, names)) and (share >= _NAMED_LINKS or item.length <= _SHORT)
