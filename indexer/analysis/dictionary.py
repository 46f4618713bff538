"""Word frequencies of the main dictionary, parsed as far as they are needed.

jieba parses all 349,046 lines before it cuts the first word (0.5 s; 0.35 s at best). The file keeps words with the same
first character together, and every look-up for a run of text begins with a character of that run. So the words of a
character are parsed when it is first met: 15 ms to open, 0.2 ms for a character, and equal numbers (a test compares).
"""

from __future__ import annotations

import hashlib
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import numpy.typing as npt

__all__ = ["Dictionary"]

_CHARACTER_BYTES = 4  # of UTF-8 at most
_OF_CHARACTER = np.array([0xFF000000] * 12 + [0xFFFF0000] * 2 + [0xFFFFFF00, 0xFFFFFFFF], np.uint32)
"""Which of four bytes belong to the character that begins with the first one, by the upper half of that."""


class Dictionary:
    """Frequencies of words; threads may share one.

    Args:
        data: Lines of ``word frequency tag`` in UTF-8, as jieba ships them.
        user_words: Further words with their frequencies; they replace those of `data`, and add to the total.

    Attributes:
        frequencies: Frequency of every word whose first character was given to `need`, and 0 for every beginning of
            one that is no word itself: the prefix dictionary that jieba walks. Only ever grows.
    """

    def __init__(self, data: bytes, user_words: Mapping[str, int]) -> None:
        self._data = data
        self._user_words = dict(user_words)
        self._parsed: set[str] = set()
        self._lock = Lock()
        self.frequencies: dict[str, int] = {}

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the lines and the user words."""
        user_words = "\n".join(f"{word} {frequency}" for word, frequency in self._user_words.items())
        return hashlib.sha256(self._data + b"\0" + user_words.encode()).hexdigest()

    @cached_property
    def total(self) -> int:
        """Sum of all frequencies, parsed or not.

        The second of the three fields of every line, a digit of all of them at a time, from the last one on.
        """
        data = np.frombuffer(self._data, np.uint8)
        blanks = np.flatnonzero(data == ord(" "))
        first, place = blanks[::2] + 1, blanks[1::2] - 1
        total, power = sum(self._user_words.values()), 1
        while len(place):
            total += power * int((data[place] - ord("0")).sum(dtype=np.int64))
            left = place > first
            first, place, power = first[left], place[left] - 1, 10 * power
        return total

    @cached_property
    def _blocks(self) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.intp]]:
        """Stretches of lines with one first character: its bytes, ascending, and where each stretch begins and ends.

        Nine characters have more than one stretch.
        """
        data = np.frombuffer(self._data, np.uint8)
        lines = np.append(0, np.flatnonzero(data == ord("\n")) + 1)
        lines = lines[lines <= len(data) - _CHARACTER_BYTES]
        beginnings = np.ascontiguousarray(data[lines[:, np.newaxis] + np.arange(_CHARACTER_BYTES)]).view(">u4").ravel()
        characters = beginnings & _OF_CHARACTER[data[lines] >> 4]
        begins = np.flatnonzero(np.append(True, characters[1:] != characters[:-1])[: len(lines)])
        starts = lines[begins]
        spans = np.stack((starts, np.append(starts, len(data))[1:]), axis=1)
        order = np.argsort(characters[begins], kind="stable")
        return characters[begins][order], spans[order]

    def _lines(self, first: str) -> Iterator[str]:
        """The lines of the words with a first character."""
        characters, spans = self._blocks
        wanted = int.from_bytes(first.encode("utf-8", "surrogatepass").ljust(_CHARACTER_BYTES, b"\0"), "big")
        low, high = (int(np.searchsorted(characters, np.uint32(wanted), side)) for side in ("left", "right"))
        for start, end in spans[low:high].tolist():
            yield self._data[start:end].decode("utf-8")

    def need(self, text: str) -> None:
        """Parse the words that begin with any character of `text`."""
        if not self._parsed.issuperset(text):
            with self._lock:
                for first in set(text) - self._parsed:
                    self._parse(first)
                    self._parsed.add(first)

    def _parse(self, first: str) -> None:
        words: dict[str, int] = {}
        for lines in self._lines(first):
            fields = lines.split()
            words.update(zip(fields[::3], map(int, fields[1::3]), strict=True))
        words.update((word, frequency) for word, frequency in self._user_words.items() if word[0] == first)
        beginnings = dict.fromkeys([word[:size] for word in words for size in range(1, len(word))], 0)
        self.frequencies.update(beginnings | words)
