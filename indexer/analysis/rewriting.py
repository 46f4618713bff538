"""Replacing stretches of a text while keeping for every character where it came from."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

import msgspec
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

__all__ = ["Edit", "Rewritten", "rewrite"]


class Edit(msgspec.Struct, frozen=True):
    """Put `text` in the place of ``[start, end)``."""

    start: int
    end: int
    text: str


class Rewritten(msgspec.Struct, frozen=True):
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


def rewrite(text: str, edits: Sequence[Edit]) -> Rewritten:
    """Apply edits, which are ascending and disjoint.

    Characters of a replacement of the same length stand for one character each, those of any other length for the
    whole stretch replaced.
    """
    rows = [(edit.start, edit.end, len(edit.text)) for edit in edits]
    first, after, sizes = np.array(rows, np.int32).reshape(-1, 3).T
    grown = np.cumsum(sizes - after + first)
    ends = after + grown  # of what each edit produced
    produced = _ranges(ends - sizes, ends, len(text) + int(grown[-1]) if len(edits) else len(text))
    source_starts = np.empty(len(produced), np.uint32)
    source_starts[~produced] = np.flatnonzero(~_ranges(first, after, len(text)))
    source_ends = source_starts + np.uint32(1)
    same_length = np.repeat(sizes == after - first, sizes)
    place = np.arange(len(same_length)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    begins = np.repeat(first, sizes) + np.where(same_length, place, 0)
    source_starts[produced] = begins
    source_ends[produced] = np.where(same_length, begins + 1, np.repeat(after, sizes))
    return Rewritten(
        text=_replaced(text, edits),
        starts=array("I", source_starts.tobytes()),
        ends=array("I", source_ends.tobytes()),
        products=tuple(zip((ends - sizes).tolist(), ends.tolist(), strict=True)),
    )


def _ranges(starts: npt.NDArray[np.int32], ends: npt.NDArray[np.int32], size: int) -> npt.NDArray[np.bool_]:
    """For each of `size` places whether it lies in one of disjoint ranges."""
    steps = np.bincount(starts, minlength=size + 1) - np.bincount(ends, minlength=size + 1)
    inside: npt.NDArray[np.bool_] = np.cumsum(steps[:-1]) > 0
    return inside


def _replaced(text: str, edits: Sequence[Edit]) -> str:
    pieces: list[str] = []
    done = 0
    for edit in edits:
        pieces += text[done : edit.start], edit.text
        done = edit.end
    return "".join([*pieces, text[done:]])
