"""The runs and phrases of a query text one by one: to ask for one alone, without some, or with another in its place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from indexer.query.parser import parse
from indexer.query.syntax import AndItems, EveryReport, Excluded, Item, NearItems, OrItems, Phrase, Run, to_text

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

__all__ = ["QueryText"]


class QueryText:
    """A query text, taken apart.

    Args:
        text: The text.

    Attributes:
        wanted: Its runs and phrases in order, without excluded ones and values of fields.
    """

    def __init__(self, text: str) -> None:
        self._item = parse(text).item
        self.wanted: tuple[Run | Phrase, ...] = tuple(_wanted(self._item))

    def alone(self, number: int) -> str:
        """The text of one of `wanted`, as a query of its own."""
        return to_text(self.wanted[number])

    def replaced(self, number: int, text: str) -> str:
        """The query with another text in the place of one of `wanted`."""
        old = self.wanted[number]
        return to_text(_changed(self._item, lambda item: replace(old, text=text) if item is old else item))

    def without(self, numbers: Collection[int]) -> str:
        """The query without some of `wanted`."""
        gone = {id(self.wanted[number]) for number in numbers}
        return to_text(_changed(self._item, lambda item: EveryReport() if id(item) in gone else item))

    def without_exclusions(self) -> str:
        """The query with nothing excluded."""
        return to_text(_changed(self._item, lambda item: EveryReport() if isinstance(item, Excluded) else item))


def _wanted(item: Item) -> Iterator[Run | Phrase]:
    match item:
        case Run() | Phrase():
            yield item
        case AndItems() | OrItems() | NearItems():
            for part in item.items:
                yield from _wanted(part)
        case _:
            pass


def _changed(item: Item, change: Callable[[Item], Item]) -> Item:
    """The tree with its ends changed; a group that is left with one part or none is dissolved."""
    if not isinstance(item, AndItems | OrItems | NearItems):
        return change(item)
    changed = (_changed(part, change) for part in item.items)
    parts = tuple(part for part in changed if not isinstance(part, EveryReport))
    if len(parts) > 1:
        return replace(item, items=parts)  # type: ignore[arg-type]  # runs and phrases of nearness stay such
    return parts[0] if parts else EveryReport()
