"""Folding of width, case, brackets, quotation marks, dashes and blanks, one character for one.

Offsets survive, because nothing is added or removed. The table is computed from the Unicode data of the running Python
and therefore hashed into the fingerprint of the analysis.
"""

from __future__ import annotations

import unicodedata
from functools import cache, partial
from typing import TYPE_CHECKING

import numpy as np

from indexer.analysis.characters import BLANKS, LINE_ENDS
from indexer.code_points import CharacterMap, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["fold", "fold_table"]

# NFKC is used only where the decomposition says "the same character in another shape". Circled, super- and subscript
# forms are left alone: ①2015年 would become 12015年, and the number boundary would then hide 2015.
_SAME_CHARACTER = frozenset({"", "<wide>", "<narrow>", "<small>", "<vertical>", "<noBreak>", "<font>", "<compat>"})
_NUMBERS_THAT_ARE_NO_DIGITS = frozenset({"No", "Nl"})

# Everything with a decomposition or a case stands in these blocks; a test goes through all code points to prove it.
# The gaps are Han, Hangul syllables, surrogates and private use, and walking them would take time at every start.
_BLOCKS = ((0x80, 0x1100), (0x1200, 0x3400), (0xA000, 0xAC00), (0xF900, 0x20000), (0x2F800, 0x2FA20))
_ROW = 32  # code points that are asked about together

_CLASSES = (
    ("〔［【〖﹝", "["),
    ("〕］】〗﹞", "]"),
    ("（﹙", "("),
    ("）﹚", ")"),
    ("“”„‟〝〞＂", '"'),
    ("‘’‚‛＇", "'"),
    ("–—‐‑‒―−－﹣", "-"),
    ("〜～∼", "~"),
    ("·•‧・･⋅∙", "·"),
    ("〈", "《"),
    ("〉", "》"),
    (BLANKS, " "),
    (LINE_ENDS, "\n"),
)


def fold(text: str) -> str:
    """Fold a text; the result has the same length. About 100 MB/s."""
    return _folded()(text)


@cache
def _folded() -> CharacterMap:
    return CharacterMap(fold_table())


@cache
def fold_table() -> dict[int, int]:
    """Map code point to code point, for every one that folding changes; closed, so folding twice adds nothing."""
    table = dict(_shapes_and_case())
    for sources, target in _CLASSES:
        table.update(dict.fromkeys(map(ord, sources), ord(target)))
    return {source: _end_of_chain(table, source) for source in table}


def _shapes_and_case() -> Iterator[tuple[int, int]]:
    yield from ((upper, upper + 32) for upper in range(ord("A"), ord("Z") + 1))
    characters = "".join(_changing_rows())
    compatible = _each(characters, partial(unicodedata.normalize, "NFKC"))
    shapes = [
        plain if plain != character and len(plain) == 1 and _same_character(character) else character
        for character, plain in zip(characters, compatible, strict=True)
    ]
    for character, shape, lower in zip(characters, shapes, _each(shapes, str.lower), strict=True):
        folded = lower if len(lower) == 1 else shape  # İ has two characters in lower case
        if folded != character:
            yield ord(character), ord(folded)


def _changing_rows() -> Iterator[str]:
    """Rows of the Unicode tables in which a character has a decomposition or a lower case."""
    for first, after in _BLOCKS:
        block = text_of(np.arange(first, after, dtype=np.uint32))
        for start in range(0, len(block), _ROW):
            row = block[start : start + _ROW]
            if row.lower() != row or not unicodedata.is_normalized("NFKD", row):
                yield row


def _each(characters: Iterable[str], change: Callable[[str], str]) -> list[str]:
    """Change each character by itself: a NUL keeps them apart. One call for all takes a tenth of the time."""
    return change("\0".join(characters)).split("\0")


def _same_character(character: str) -> bool:
    """Whether what a character decomposes into is the same one in another shape."""
    decomposition = unicodedata.decomposition(character)
    tag = decomposition.split()[0] if decomposition.startswith("<") else ""
    return tag in _SAME_CHARACTER and unicodedata.category(character) not in _NUMBERS_THAT_ARE_NO_DIGITS


def _end_of_chain(table: dict[int, int], code: int) -> int:
    while (target := table.get(code, code)) != code:
        code = target
    return code
