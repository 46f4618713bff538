"""Word frequencies of the main dictionary, parsed as far as they are needed.

jieba parses all 349,046 lines before it cuts the first word (0.5 s; 0.35 s at best). The file keeps words with the same
first character together, and every look-up for a run of text begins with two characters of that run. So the words that
begin with two characters are parsed when those are first met side by side; for a long text, which has most pairs, all
words of a character at once. Opening takes 20 ms, the words of two characters 0.05 ms, those of one 0.6 ms. Frequencies
are those that jieba reads, which a test compares.
"""

from __future__ import annotations

import hashlib
from functools import cached_property
from itertools import pairwise
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import numpy.typing as npt

__all__ = ["Dictionary"]

_CHARACTER_BYTES = 4  # of UTF-8 at most
_SHORT = 500  # characters of a text whose pairs are told apart; in a longer one that would take longer than it saves
_LINE_END = b"\n"
_AFTER_WORD = " "  # stands behind the word of each line
_OF_CHARACTER = np.array([0xFF000000] * 12 + [0xFFFF0000] * 2 + [0xFFFFFF00, 0xFFFFFFFF], np.uint32)
"""Masks that keep of four bytes the UTF-8 character that they begin with, by the upper four bits of the first byte."""

_TOTALS = {"7197c3211ddd98962b036cdf40324d1ea2bfaa12bd028e68faa70111a88e12a8": 60_101_967}
"""Sum of all frequencies of the lines with a SHA-256: those that jieba ships, which take 13 ms to add up."""


class Dictionary:
    """Frequencies of words; threads may share one.

    Args:
        data: Lines of ``word frequency tag`` in UTF-8, as jieba ships them.
        user_words: Further words with their frequencies; they replace those of `data`, and add to the total.

    Attributes:
        frequencies: Frequency of every word that may stand in a text given to `need`, and 0 for every beginning of one
            that is no word itself: the prefix dictionary that jieba walks. Only ever grows.
    """

    def __init__(self, data: bytes, user_words: Mapping[str, int]) -> None:
        self._data = _LINE_END + data + _LINE_END  # so that each line stands between two
        self._user_words = dict(user_words)
        self._parsed: set[str] = set()
        self._lock = Lock()
        self.frequencies: dict[str, int] = {}

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the lines and the user words."""
        user_words = "\n".join(f"{word} {frequency}" for word, frequency in self._user_words.items())
        digest = self._digest_of_lines.copy()
        digest.update(b"\0" + user_words.encode())
        return digest.hexdigest()

    @cached_property
    def _digest_of_lines(self) -> hashlib._Hash:
        return hashlib.sha256(memoryview(self._data)[len(_LINE_END) : -len(_LINE_END)])

    @cached_property
    def total(self) -> int:
        """Sum of all frequencies, parsed or not."""
        known = _TOTALS.get(self._digest_of_lines.hexdigest())
        return sum(self._user_words.values()) + (self._total_of_lines() if known is None else known)

    def _total_of_lines(self) -> int:
        """Add up the frequencies, which stand between the two blanks of each line: all units, all tens, and so on."""
        data = np.frombuffer(self._data, np.uint8)
        place = np.flatnonzero(data == ord(_AFTER_WORD))[1::2] - 1  # of the last digit of each line
        total, power = 0, 1
        while len(place):
            digits = data.take(place)
            left = digits != ord(_AFTER_WORD)
            total += power * int((digits.compress(left) - ord("0")).sum(dtype=np.int64))
            place, power = place.compress(left) - 1, 10 * power
        return total

    @cached_property
    def _blocks(self) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.intp]]:
        """Stretches of lines with one first character: its bytes, ascending, and where each stretch begins and ends.

        Nine characters have more than one stretch.
        """
        data = np.frombuffer(self._data, np.uint8)
        lines = np.flatnonzero(data == ord(_LINE_END)) + 1
        lines = lines[: np.searchsorted(lines, len(data) - _CHARACTER_BYTES, "right")]
        # The four bytes from each byte on, as one number.
        numbers: npt.NDArray[Any] = np.ndarray((len(data) - _CHARACTER_BYTES + 1,), ">u4", self._data, strides=(1,))
        beginnings = numbers[lines].astype(np.uint32)
        characters = beginnings & _OF_CHARACTER.take(beginnings >> 28)
        begins = np.flatnonzero(np.append(True, characters[1:] != characters[:-1])[: len(lines)])
        starts = lines[begins]
        spans = np.stack((starts, np.append(starts, len(data))[1:]), axis=1)
        order = np.argsort(characters[begins], kind="stable")
        return characters[begins][order], spans[order]

    def _lines(self, beginning: str) -> Iterator[str]:
        """The lines that begin with one or two characters; where they stand apart, those between them as well."""
        characters, spans = self._blocks
        first = np.uint32(int.from_bytes(_encoded(beginning[0]).ljust(_CHARACTER_BYTES, b"\0"), "big"))
        low, high = characters.searchsorted(first, "left"), characters.searchsorted(first, "right")
        wanted = _LINE_END + _encoded(beginning)
        for start, end in spans[low:high].tolist():
            begin = self._data.find(wanted, start - len(_LINE_END), end)
            if begin >= 0:
                after = self._data.index(_LINE_END, self._data.rfind(wanted, begin, end) + len(wanted))
                yield self._data[begin:after].decode("utf-8")

    def need(self, text: str) -> None:
        """Parse the words that may stand in a text."""
        if len(text) > _SHORT:
            wanted = set(text)
        else:
            wanted = {*map("".join, pairwise(text)), *(character + _AFTER_WORD for character in text)}
        if not self._parsed.issuperset(wanted):
            with self._lock:
                for beginning in wanted - self._parsed:
                    if beginning[0] not in self._parsed:
                        self._parse(beginning)
                    self._parsed.add(beginning)

    def _parse(self, beginning: str) -> None:
        """Take in the words that begin with one or two characters; the second may be what stands behind a word."""
        words: dict[str, int] = {}
        for lines in self._lines(beginning):
            fields = lines.split()
            words.update(zip(fields[::3], map(int, fields[1::3]), strict=True))
        ours = [word for word in self._user_words if (word + _AFTER_WORD).startswith(beginning)]
        words.update((word, self._user_words[word]) for word in ours)
        for word in words:
            for size in range(1, len(word)):
                self.frequencies.setdefault(word[:size], 0)
        self.frequencies.update(words)


def _encoded(string: str) -> bytes:
    return string.encode("utf-8", "surrogatepass")
