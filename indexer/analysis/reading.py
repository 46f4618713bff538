"""A text as it is searched, with the way back to the text as it was written."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right

import msgspec

__all__ = ["Reading"]


class Reading(msgspec.Struct, frozen=True):
    """One normalised form of a source text.

    Attributes:
        text: The normalised text. Its canonical form has the same length, so positions serve for both.
        starts: For each character of `text` the offset in the source where what it stands for begins; ascending, code
            points; typecode ``I``. None when every character stands for the one at its own offset.
        ends: The same for the end, exclusive; None exactly when `starts` is.
        alternatives: Ranges of `text`, ascending and disjoint, that say in mainland wording what the source says in
            Taiwan's.
        breaks: Positions in `text`, ascending, where a line of the source ended and nothing is left of its end. No
            word goes across one.
    """

    text: str
    starts: array[int] | None
    ends: array[int] | None
    alternatives: tuple[tuple[int, int], ...]
    breaks: tuple[int, ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give the source range that the characters in ``[start, end)`` stand for.

        A character of an alternative of another length stands for the whole of what it replaces. An empty range gives
        the empty range before the character at `start`.
        """
        if self.starts is None or self.ends is None:
            return start, end
        if start < end:
            return self.starts[start], self.ends[end - 1]
        if start < len(self.starts):
            return self.starts[start], self.starts[start]
        after = self.ends[-1] if self.ends else 0
        return after, after

    def locate(self, start: int, end: int) -> tuple[int, int]:
        """Give the range of `text` whose characters come from the source range ``[start, end)``.

        A character belongs to where its source begins, so neighbouring source ranges give neighbouring ranges, and
        ranges that partition the source partition the text. O(log n).
        """
        if self.starts is None:
            size = len(self.text)
            return min(start, size), min(end, size)
        return bisect_left(self.starts, start), bisect_left(self.starts, end)

    def is_alternative(self, start: int, end: int) -> bool:
        """Whether ``[start, end)`` overlaps a range in other wording than the source's."""
        index = bisect_right(self.alternatives, start, key=lambda alternative: alternative[1])
        return index < len(self.alternatives) and self.alternatives[index][0] < end
