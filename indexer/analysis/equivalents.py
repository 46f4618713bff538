"""Which characters Unicode takes for one: U+F900 and U+8C48, both 豈, or the sign of the ångström and the letter Å.

Doors put queries into NFC, which leaves one of them; a report may have any.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from functools import cache

__all__ = ["equivalents"]

# Every character that NFC replaces by a single other one stands in these blocks, which a test proves.
_BLOCKS = ((0x0340, 0x0388), (0x1F71, 0x2130), (0x2329, 0x232B), (0xF900, 0xFAE0), (0x2F800, 0x2FA20))


def equivalents(character: str) -> tuple[int, ...]:
    """The code points of a character in NFC and of those that become it in NFC."""
    return (ord(character), *_others().get(ord(character), ()))


@cache
def _others() -> dict[int, list[int]]:
    others: defaultdict[int, list[int]] = defaultdict(list)
    for first, after in _BLOCKS:
        for code in range(first, after):
            composed = unicodedata.normalize("NFC", chr(code))
            if composed != chr(code) and len(composed) == 1:
                others[ord(composed)].append(code)
    return dict(others)
