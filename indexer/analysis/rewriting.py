"""Replacing stretches of a text while keeping for every character where it came from."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Edit", "Rewritten", "rewrite"]


@dataclass(frozen=True, slots=True)
class Edit:
    """Put `text` in the place of ``[start, end)``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A text after edits.

    Attributes:
        text: The new text.
        starts: For each of its characters where what it stands for begins in the text before; typecode ``I``.
        ends: The same for the end, exclusive.
        products: For each edit, in order, the range of the new text that it produced.
    """

    text: str
    starts: array[int]
    ends: array[int]
    products: tuple[tuple[int, int], ...]


def rewrite(text: str, edits: Iterable[Edit]) -> Rewritten:
    """Apply edits, which are ascending and disjoint.

    Characters of a replacement of the same length stand for one character each, those of any other length for the
    whole stretch replaced.
    """
    pieces: list[str] = []
    starts, ends = array("I"), array("I")
    products: list[tuple[int, int]] = []
    done = 0

    def copy(after: int) -> None:
        pieces.append(text[done:after])
        starts.extend(range(done, after))
        ends.extend(range(done + 1, after + 1))

    for edit in edits:
        copy(edit.start)
        pieces.append(edit.text)
        size = len(edit.text)
        products.append((len(starts), len(starts) + size))
        same_length = size == edit.end - edit.start
        starts.extend(range(edit.start, edit.end) if same_length else [edit.start] * size)
        ends.extend(range(edit.start + 1, edit.end + 1) if same_length else [edit.end] * size)
        done = edit.end
    copy(len(text))
    return Rewritten("".join(pieces), starts, ends, tuple(products))
