"""Numbers that Word puts before paragraphs by itself: 一、 and （二） are seen, but stand nowhere in the text.

ISO/IEC 29500-1, §17.9 (numbering) and §17.18.59 (number formats).
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["Numbering", "Styles"]

_HAN_DIGITS = "〇一二三四五六七八九"
_TEN = 10
_HUNDRED = 100
_CIRCLED = range(1, 21)
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_PLACE = re.compile("%([1-9])")
_DEEPEST = 9


def _han(number: int) -> str:
    """Counting numerals to 99, which is more than any list of a report has; digits beyond."""
    if not 0 < number < _HUNDRED:
        return str(number)
    tens, ones = divmod(number, _TEN)
    leading = (_HAN_DIGITS[tens] if tens > 1 else "") + "十" if tens else ""
    return leading + (_HAN_DIGITS[ones] if ones else "")


def _roman(number: int) -> str:
    if not 0 < number < _HUNDRED // 2:
        return str(number)
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def _letter(number: int) -> str:
    return chr(ord("a") + number - 1) if 0 < number <= ord("z") - ord("a") + 1 else str(number)


_FORMATS: Mapping[str, Callable[[int], str]] = {
    **dict.fromkeys(["chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting"], _han),
    "taiwaneseCountingThousand": _han,
    "ideographDigital": lambda number: "".join(_HAN_DIGITS[int(digit)] for digit in str(number)),
    "ideographTraditional": lambda number: _STEMS[(number - 1) % len(_STEMS)],
    "decimalEnclosedCircle": lambda number: chr(0x2460 + number - 1) if number in _CIRCLED else str(number),
    "decimalEnclosedCircleChinese": lambda number: chr(0x2460 + number - 1) if number in _CIRCLED else str(number),
    "decimalZero": lambda number: f"{number:02}",
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "none": lambda _: "",
}


class _Level(msgspec.Struct):
    """One level of a list: how it is written, and where it begins."""

    start: int = 1
    format: str = "decimal"
    text: str = ""


class Numbering:
    """The lists of a document, as its part ``numbering.xml`` declares them, and how far each has counted."""

    def __init__(self) -> None:
        self._levels: dict[str, dict[int, _Level]] = defaultdict(dict)  # by abstract list
        self._lists: dict[str, str] = {}  # number of a list to its abstract list
        self._starts: dict[tuple[str, int], int] = {}  # overrides
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._seen: set[str] = set()
        self._abstract = self._list = ""
        self._level = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take an element of the part."""
        value = attributes.get("val", "")
        match tag:
            case "abstractNum":
                self._abstract, self._list = attributes.get("abstractNumId", ""), ""
            case "num":
                self._list = attributes.get("numId", "")
            case "abstractNumId":
                self._lists[self._list] = value
            case "lvl" | "lvlOverride":
                self._level = _number(attributes.get("ilvl", ""))
            case "start" if not self._list:
                self._current().start = _number(value)
            case "startOverride":
                self._starts[self._list, self._level] = _number(value)
            case "numFmt" if not self._list:
                self._current().format = value
            case "lvlText" if not self._list:
                self._current().text = value

    def end(self, tag: str) -> None:
        """Nothing hangs on ends."""

    def data(self, text: str) -> None:
        """There is no text in the part."""

    def _current(self) -> _Level:
        return self._levels[self._abstract].setdefault(self._level, _Level())

    def label(self, number: str, level: int) -> str:
        """Count a paragraph of a list and give what stands before it; empty for bullets and unknown lists."""
        abstract = self._lists.get(number)
        levels = self._levels.get(abstract, {}) if abstract is not None else {}
        if abstract is None or level not in levels:
            return ""
        counts = self._counts[abstract]
        if number not in self._seen:
            self._seen.add(number)
            for (owner, at), start in self._starts.items():
                if owner == number:
                    counts[at] = start - 1
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [at for at in counts if at > level]:
            del counts[deeper]
        if levels[level].format == "bullet":
            return ""
        label = _PLACE.sub(lambda place: self._written(levels, counts, int(place[1]) - 1), levels[level].text)
        return f"{label} " if label[-1:].isascii() and label else label

    @staticmethod
    def _written(levels: Mapping[int, _Level], counts: Mapping[int, int], level: int) -> str:
        declared = levels.get(level, _Level())
        return _FORMATS.get(declared.format, str)(counts.get(level, declared.start))


class Styles(msgspec.Struct):
    """Which styles of paragraphs are numbered, as the part ``styles.xml`` declares them."""

    _lists: dict[str, tuple[str, int]] = msgspec.field(default_factory=dict)
    _bases: dict[str, str] = msgspec.field(default_factory=dict)
    _style: str = ""
    _level: int = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take an element of the part."""
        value = attributes.get("val", "")
        match tag:
            case "style":
                self._style, self._level = attributes.get("styleId", ""), 0
            case "basedOn":
                self._bases[self._style] = value
            case "ilvl":
                self._level = _number(value)
            case "numId":
                self._lists[self._style] = value, self._level

    def end(self, tag: str) -> None:
        """Nothing hangs on ends."""

    def data(self, text: str) -> None:
        """There is no text in the part."""

    def numbering(self, style: str) -> tuple[str, int] | None:
        """List and level of a style or of what it is based on."""
        for _ in range(_DEEPEST):
            if style in self._lists:
                return self._lists[style]
            style = self._bases.get(style, "")
        return None


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < _DEEPEST else 0
